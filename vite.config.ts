import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// fhirclient picks native fetch and drops its polyfills when this is defined (docs: FHIRCLIENT_PURE).
const define = { FHIRCLIENT_PURE: "true" };

export default defineConfig({
  // Relative asset addresses: one build can be served from any path.
  base: "./",
  define,
  plugins: [react()],
  resolve: {
    // vitest would load fhirclient's Node entry; the app only ever runs in a browser.
    alias: [{ find: /^fhirclient$/, replacement: "fhirclient/lib/entry/browser.js" }],
  },
  server: { port: 5173 },
  preview: { port: 4173 },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.{ts,tsx}"],
    setupFiles: ["tests/setup.ts"],
    server: { deps: { inline: [/fhirclient/] } },
    restoreMocks: true,
  },
});
