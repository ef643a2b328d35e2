import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const systemPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Where the browser of the end-to-end tests is: `BONELINE_CHROMIUM`, the usual system places, or Playwright's own.
 * @throws when there is none, saying how to get one: the tests never skip in silence.
 */
export function chromiumPath(): string {
  const named = process.env["BONELINE_CHROMIUM"];
  if (named !== undefined && !existsSync(named)) throw new Error(`BONELINE_CHROMIUM names ${named}, and there is no such file.`);
  const found = [named, ...systemPlaces, chromium.executablePath()].find((path) => path !== undefined && path !== "" && existsSync(path));
  if (found !== undefined) return found;
  throw new Error("No Chromium found. Install one (Debian: apt-get install chromium; else: npx playwright install chromium) or name it in BONELINE_CHROMIUM.");
}

/** Flags under which Chromium runs as root in a container and asks nobody outside for anything. */
export const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
