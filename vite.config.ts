import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { sandboxEhr } from "./mocks/vite-plugin.ts";
import { chartInOne } from "./tools/chart-in-one.ts";
import { codesOnly } from "./tools/codes-only.ts";
import { compiledPhrases } from "./tools/compiled-phrases.ts";
import { contentSecurityPolicy } from "./tools/content-security-policy.ts";

export default defineConfig({
  // Relative asset addresses: one build can be served from any path.
  base: "./",
  // fhirclient takes native fetch and drops its polyfills when this is defined.
  define: { FHIRCLIENT_PURE: "true" },
  plugins: [react(), codesOnly(), compiledPhrases(), chartInOne(), contentSecurityPolicy(), sandboxEhr()],
  resolve: {
    // vitest would load fhirclient's Node entry; the app only ever runs in a browser.
    alias: [
      { find: /^fhirclient$/, replacement: "fhirclient/lib/entry/browser.js" },
      // fhirclient logs addresses of requests through `debug` when localStorage says so; addresses hold patient ids.
      { find: /^debug$/, replacement: fileURLToPath(new URL("src/smart/silent-debug.ts", import.meta.url)) },
    ],
  },
  build: { manifest: true, target: "es2022", modulePreload: { polyfill: false } },
  server: { port: 5173 },
  preview: { port: 4173 },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.{ts,tsx}"],
    setupFiles: ["tests/setup.ts"],
    server: { deps: { inline: [/fhirclient/] } },
    restoreMocks: true,
    // A busy machine is slow, not wrong: only what hangs fails by the clock.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
