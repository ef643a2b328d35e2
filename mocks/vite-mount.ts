import type { Connect } from "vite";
import { bundlesOfDirectory } from "./bundle-directory";
import { sendResponse, webRequest } from "./node-http";
import { createSandbox, type SandboxOptions } from "./sandbox";

export type MountedSandbox = { readonly prefix: string; readonly middleware: Connect.NextHandleFunction };

/** A sandbox as connect middleware; whatever is not below its prefix passes by. `BONELINE_SANDBOX_BUNDLES=DIR` adds the Bundles of a directory. */
export function mountSandbox(options: SandboxOptions): MountedSandbox {
  const sandbox = createSandbox({ ...options, sources: [...(options.sources ?? []), ...bundleSources()] });
  const middleware: Connect.NextHandleFunction = (incoming, outgoing, next) => {
    const address = incoming.originalUrl ?? incoming.url ?? "/";
    const path = address.split("?")[0] ?? "";
    if (path !== sandbox.prefix && !path.startsWith(`${sandbox.prefix}/`)) {
      next();
      return;
    }
    incoming.url = address;
    const origin = `${"encrypted" in incoming.socket ? "https" : "http"}://${incoming.headers.host ?? "localhost"}`;
    webRequest(incoming, origin)
      .then((request) => sandbox.handle(request))
      .then((response) => sendResponse(response, outgoing, incoming.method))
      .catch(next);
  };
  return { prefix: sandbox.prefix, middleware };
}

function bundleSources(): NonNullable<SandboxOptions["sources"]> {
  const directory = process.env["BONELINE_SANDBOX_BUNDLES"];
  if (!directory) return [];
  const { sources, skipped } = bundlesOfDirectory(directory);
  if (skipped.length > 0) process.stdout.write(`Sandbox EHR: no patient in ${skipped.join(", ")}\n`);
  return sources;
}
