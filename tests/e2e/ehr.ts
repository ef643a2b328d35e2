import type { Page } from "@playwright/test";
import type { Sandbox } from "../../mocks/sandbox";

const app = "http://localhost:4173";

/**
 * Puts a sandbox of this test's own behind the app's `/sandbox/` addresses, so that it may misbehave without disturbing the
 * others. The browser's requests, redirects and tokens are real; only the wire between browser and EHR is short.
 */
export async function attachEhr(page: Page, sandbox: Sandbox): Promise<void> {
  await page.context().route(`${app}/sandbox/**`, async (route) => {
    const asked = route.request();
    const body = asked.postDataBuffer();
    const response = await sandbox.handle(
      new Request(asked.url(), { method: asked.method(), headers: await asked.allHeaders(), ...(body === null ? {} : { body: new Uint8Array(body) }) }),
    );
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) });
  });
}

/** Launches the app on a patient the way an EHR does: one address with `iss` and `launch`. */
export async function launchFromEhr(page: Page, sandbox: Sandbox, patient: string): Promise<void> {
  await page.goto(sandbox.launchAddress(app, patient, { app: `${app}/` }));
}

/** Every address that the page asks for outside its own origin, and every script that ran where none may. */
export function watchForStrangers(page: Page): { readonly foreign: string[]; readonly errors: string[] } {
  const foreign: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    const known = url.origin === app && !url.pathname.endsWith("/x"); // markup in the data asks for "x"
    if (url.protocol.startsWith("http") && !known) foreign.push(request.url());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("dialog", (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy/i.test(message.text())) errors.push(message.text());
  });
  return { foreign, errors };
}
