import { fileURLToPath } from "node:url";
import { type Plugin, type PreviewServer, runnerImport, type ViteDevServer } from "vite";
import type { SandboxOptions } from "./sandbox";

/** The sandbox EHR inside `vite` and `vite preview`, below `/sandbox/`. Serves only; nothing of it reaches a build. */
export function sandboxEhr(options: SandboxOptions = {}): Plugin {
  const mount = async (server: ViteDevServer | PreviewServer): Promise<void> => {
    // Loaded when a server starts and not with the configuration, which also builds the app and runs the tests.
    const { module } = await runnerImport<typeof import("./vite-mount")>(fileURLToPath(new URL("./vite-mount.ts", import.meta.url)));
    const { prefix, middleware } = module.mountSandbox(options);
    server.middlewares.use(middleware);
    const printUrls = server.printUrls.bind(server);
    server.printUrls = () => {
      printUrls();
      const address = server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0];
      if (address !== undefined)
        process.stdout.write(`\n  Open ${new URL(`${prefix}/`, address).href} (sandbox EHR, synthetic patients) and press "Open Boneline"\n`);
    };
  };
  return { name: "boneline-sandbox-ehr", configureServer: mount, configurePreviewServer: mount };
}
