import { html, page } from "./html";
import type { PatientSummary } from "./store";

/** Standalone launch: whose chart shall the app see? One button for each patient. */
export function patientPicker(prefix: string, transaction: string, appName: string, patients: readonly PatientSummary[]): Response {
  const buttons = patients.map(
    (patient) => html`<li><button class="patient-button" type="submit" name="patient" value="${patient.id}"><strong>${patient.name}</strong><br>
<span class="meta">born ${patient.birthDate}, ${patient.sex}, ${patient.identifier}</span></button></li>`,
  );
  return page(
    prefix,
    "Choose a patient",
    html`<p>${appName} asks to open the chart of one patient.</p>
<form method="post" action="${prefix}/auth/patient">
<input type="hidden" name="tx" value="${transaction}">
<ul class="patients">${buttons}</ul>
<button class="quiet" type="submit" name="decision" value="deny">Cancel</button>
</form>`,
  );
}

/** Consent: each scope can be un-ticked. */
export function consentPage(prefix: string, transaction: string, appName: string, scopes: readonly string[]): Response {
  const choices = scopes.map(
    (scope, index) => html`<div class="choice"><input type="checkbox" id="scope-${index}" name="scope" value="${scope}" checked>
<label for="scope-${index}"><code>${scope}</code></label></div>`,
  );
  return page(
    prefix,
    `Allow ${appName}?`,
    html`<form method="post" action="${prefix}/auth/consent">
<input type="hidden" name="tx" value="${transaction}">
<fieldset><legend>${appName} asks for</legend>${choices}</fieldset>
<p class="actions"><button type="submit" name="decision" value="allow">Allow</button>
<button class="quiet" type="submit" name="decision" value="deny">Deny</button></p>
</form>`,
  );
}

/** An authorize request whose sender cannot be trusted with a redirect. */
export function authorizeErrorPage(prefix: string, reason: string): Response {
  return page(prefix, "This app could not be opened", html`<p>${reason}</p><p>Nothing was shared. <a href="${prefix}/">Back to the patient list</a></p>`, 400);
}
