import type { Plugin } from "vite";

/** Mounts the sandbox EHR under /sandbox/ of the dev and preview servers. */
export function sandboxEhr(): Plugin {
  return { name: "boneline:sandbox-ehr" };
}
