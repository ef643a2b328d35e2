import { defineConfig } from "@playwright/test";
import { chromiumFlags, chromiumPath } from "./tests/e2e/chromium";

const app = "http://localhost:4173";

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  // How long a noisy machine may take before something counts as missing; speed is the bench's business.
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  use: {
    baseURL: app,
    browserName: "chromium",
    launchOptions: { executablePath: chromiumPath(), args: chromiumFlags },
    trace: "retain-on-failure",
  },
  // The built app, with the sandbox EHR beside it at /sandbox/: the very thing that `npm start` shows.
  webServer: { command: "npx vite preview --strictPort", url: app, reuseExistingServer: process.env["CI"] === undefined },
});
