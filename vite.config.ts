import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { sandboxEhr } from "./mocks/vite-plugin";
import { chartInOne } from "./tools/chart-in-one";
import { codesOnly } from "./tools/codes-only";

/** A site builds with its own registry by naming the file: `BONELINE_CONFIG=site.json npm run build`. */
const configurationFile = process.env["BONELINE_CONFIG"] ?? "public/config.json";

/**
 * The built page may talk to its own origin and to the EHRs of its registry, and to nothing else; nothing inline runs. The
 * policy is written at build time, so that it also holds on a host that sends no headers of its own.
 */
function contentSecurityPolicy(): Plugin {
  return {
    name: "boneline:content-security-policy",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: () => [
        {
          tag: "meta",
          attrs: {
            "http-equiv": "Content-Security-Policy",
            content: [
              "default-src 'none'",
              "script-src 'self'",
              "style-src 'self'",
              "img-src 'self' data:",
              "font-src 'self'",
              "worker-src 'self'",
              "manifest-src 'self'",
              `connect-src ${["'self'", ...registryOrigins()].join(" ")}`,
              "base-uri 'none'",
              "form-action 'none'",
            ].join("; "),
          },
          injectTo: "head-prepend",
        },
      ],
    },
    generateBundle() {
      if (process.env["BONELINE_CONFIG"] !== undefined) this.emitFile({ type: "asset", fileName: "config.json", source: readFileSync(configurationFile) });
    },
  };
}

/** Origins of absolute issuers, and of authorization servers that live elsewhere (`origins` of an EHR). */
function registryOrigins(): string[] {
  const { ehrs } = JSON.parse(readFileSync(configurationFile, "utf8")) as { ehrs: { issuer: string; origins?: string[] }[] };
  const addresses = ehrs.flatMap((ehr) => [ehr.issuer, ...(ehr.origins ?? [])]).filter((address) => /^https?:/.test(address));
  return [...new Set(addresses.map((address) => new URL(address).origin))];
}

/** Compiles the ICU messages of each `phrases("area", {…})` ahead, so that no message parser ships. */
function compiledPhrases(): Plugin {
  const call = /phrases\(\s*"([\w-]+)",\s*(\{[\s\S]*?\n\})\s*\)/;
  return {
    name: "boneline:compiled-phrases",
    apply: "build",
    enforce: "post",
    transform(code, id) {
      if (!id.includes("/src/") || !code.includes("phrases(") || id.endsWith("/ui/phrases.ts")) return undefined;
      const [whole, area, literal] = call.exec(code) ?? [];
      if (whole === undefined || literal === undefined) return this.error('Texts must be one literal object: phrases("area", { … })');
      const texts = runInNewContext(`(${literal})`) as Record<string, string>;
      const compiled = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, compileMessage(text)]));
      return { code: code.replace(whole, () => `phrases("${area}", ${JSON.stringify(compiled)})`), map: null };
    },
  };
}

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
  },
});
