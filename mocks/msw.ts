import { http, type HttpHandler } from "msw";
import type { Sandbox } from "./sandbox";

/** msw handlers that answer everything below `[origin][prefix]/` from the sandbox, in Node and in the browser alike. */
export function sandboxHandlers(sandbox: Sandbox, origin: string): readonly HttpHandler[] {
  return [http.all(`${origin}${sandbox.prefix}/*`, ({ request }) => sandbox.handle(request))];
}
