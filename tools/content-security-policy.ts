import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** A site builds with its own registry by naming the file: `BONELINE_CONFIG=site.json npm run build`. */
const configurationFile = process.env["BONELINE_CONFIG"] ?? "public/config.json";

/**
 * The built page may talk to its own origin and to the EHRs of its registry, and to nothing else; nothing inline runs. The
 * policy is written at build time, so that it also holds on a host that sends no headers of its own.
 */
export function contentSecurityPolicy(): Plugin {
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
