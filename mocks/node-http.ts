import type { IncomingMessage, ServerResponse } from "node:http";

/** A Node request as a Web `Request`; `origin` is what the client called this server. */
export async function webRequest(incoming: IncomingMessage, origin: string): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && !name.startsWith(":")) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const method = incoming.method ?? "GET";
  const body = method === "GET" || method === "HEAD" ? undefined : await bodyOf(incoming);
  return new Request(new URL(incoming.url ?? "/", origin), { method, headers, ...(body === undefined || body.length === 0 ? {} : { body }) });
}

/** Sends a Web `Response`; a network error becomes a closed connection. */
export async function sendResponse(response: Response, outgoing: ServerResponse, method: string | undefined): Promise<void> {
  if (response.type === "error") {
    outgoing.destroy();
    return;
  }
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.statusCode = response.status;
  response.headers.forEach((value, name) => outgoing.setHeader(name, value));
  if (response.status !== 204) outgoing.setHeader("content-length", body.length);
  outgoing.end(method === "HEAD" ? undefined : body);
}

async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  return new Uint8Array(Buffer.concat(chunks));
}
