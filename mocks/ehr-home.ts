import { demonstrations } from "./demonstrations";
import { html, page } from "./html";
import type { PatientSummary } from "./store";

/** The EHR's own page: patients, each with its story and a launch button, and a form to launch with something going wrong. */
export function ehrHome(prefix: string, appUrl: string, fhirBase: string, patients: readonly PatientSummary[]): Response {
  return page(
    prefix,
    "Patients",
    html`<p>Each button launches Boneline from this EHR for one patient (SMART EHR launch). To start the other way round, <a href="${appUrl}">open Boneline by itself</a> and choose this EHR there.</p>
<ul class="patients">${patients.map((patient) => patientCard(prefix, patient))}</ul>
${faultForm(prefix, patients)}
<h2>For apps on another address</h2>
<p>FHIR address (iss): <code>${fhirBase}</code><br>Client id: <code>boneline</code></p>`,
  );
}

function patientCard(prefix: string, patient: PatientSummary) {
  return html`<li>
<h2>${patient.name}</h2>
<p class="meta">born ${patient.birthDate}, ${patient.sex}, ${patient.identifier}</p>
<p>${patient.story}</p>
<p class="open"><a class="button" href="${prefix}/launch?patient=${encodeURIComponent(patient.id)}" aria-label="Open Boneline for ${patient.name}">Open Boneline</a></p>
</li>`;
}

function faultForm(prefix: string, patients: readonly PatientSummary[]) {
  return html`<h2>When things go wrong</h2>
<p>A launch in which this EHR misbehaves. Only that one session is affected.</p>
<form method="get" action="${prefix}/launch">
<label for="fault-patient">Patient</label>
<select id="fault-patient" name="patient">${patients.map((patient) => html`<option value="${patient.id}">${patient.name}</option>`)}</select>
<label for="fault-name">What goes wrong</label>
<select id="fault-name" name="fault">${Object.entries(demonstrations).map(([name, { title }]) => html`<option value="${name}">${title}</option>`)}</select>
<div class="choice"><input type="checkbox" id="fault-consent" name="consent" value="ask"><label for="fault-consent">Ask the person for consent first</label></div>
<button type="submit">Open Boneline with this fault</button>
</form>`;
}
