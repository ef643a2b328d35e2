import type { Connect, Plugin, PreviewServer, ViteDevServer } from "vite";
import { sendResponse, webRequest } from "./node-http";
import type { Sandbox, SandboxOptions } from "./sandbox";

/**
 * The sandbox EHR inside `vite` and `vite preview`, below `/sandbox/`. Serves only; nothing of it reaches a build.
 * `BONELINE_SANDBOX_BUNDLES=DIR` adds the Bundles of a directory as patients.
 */
export function sandboxEhr(options: SandboxOptions = {}): Plugin {
  const mount = async (server: ViteDevServer | PreviewServer): Promise<void> => {
    // Loaded here and not above: the same configuration also builds the app and runs the tests, which need none of it.
    const [{ createSandbox }, sources] = await Promise.all([import("./sandbox"), bundleSources()]);
    const sandbox = createSandbox({ ...options, sources: [...(options.sources ?? []), ...sources] });
    server.middlewares.use(middleware(sandbox));
    const printUrls = server.printUrls.bind(server);
    server.printUrls = () => {
      printUrls();
      const address = server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0];
      if (address !== undefined)
        process.stdout.write(`\n  Open ${new URL(`${sandbox.prefix}/`, address).href} (sandbox EHR, synthetic patients) and press "Open Boneline"\n`);
    };
  };
  return { name: "boneline-sandbox-ehr", configureServer: mount, configurePreviewServer: mount };
}

function middleware(sandbox: Sandbox): Connect.NextHandleFunction {
  return (incoming, outgoing, next) => {
    const address = incoming.originalUrl ?? incoming.url ?? "/";
    if (address !== sandbox.prefix && !address.startsWith(`${sandbox.prefix}/`) && !address.startsWith(`${sandbox.prefix}?`)) {
      next();
      return;
    }
    incoming.url = address;
    const secure = "encrypted" in incoming.socket;
    const origin = `${secure ? "https" : "http"}://${incoming.headers.host ?? "localhost"}`;
    webRequest(incoming, origin)
      .then((request) => sandbox.handle(request))
      .then((response) => sendResponse(response, outgoing, incoming.method))
      .catch(next);
  };
}

async function bundleSources(): Promise<NonNullable<SandboxOptions["sources"]>> {
  const directory = process.env["BONELINE_SANDBOX_BUNDLES"];
  if (!directory) return [];
  const { bundlesOfDirectory } = await import("./bundle-directory");
  const { sources, skipped } = bundlesOfDirectory(directory);
  if (skipped.length > 0) process.stdout.write(`Sandbox EHR: no patient in ${skipped.join(", ")}\n`);
  return sources;
}
