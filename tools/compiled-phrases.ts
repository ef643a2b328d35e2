import { runInNewContext } from "node:vm";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

/** Compiles the ICU messages of each `phrases("area", {…})` ahead, so that no message parser ships. */
export function compiledPhrases(): Plugin {
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
