import { withoutCorsMark } from "./fhir-server";

const exposed = "ETag, Location, Content-Location, Last-Modified";

/** Answer to a preflight. Each distinct address with an Authorization header costs the browser one, unless `maxAgeSeconds` lets it remember. */
export function preflight(request: Request, maxAgeSeconds: number | undefined): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-methods": "GET, HEAD, POST, PUT, OPTIONS",
      "access-control-allow-headers": request.headers.get("access-control-request-headers") ?? "authorization",
      ...(maxAgeSeconds === undefined ? {} : { "access-control-max-age": String(maxAgeSeconds) }),
    },
  });
}

/** The same response with the headers that let a page of another origin read it. */
export function withCors(request: Request, response: Response): Response {
  const origin = request.headers.get("origin");
  if (response.type === "error") return response;
  const headers = new Headers(response.headers);
  const without = headers.has(withoutCorsMark);
  headers.delete(withoutCorsMark);
  if (!without && origin !== null) {
    headers.set("access-control-allow-origin", origin);
    headers.append("vary", "Origin");
    const more = headers.get("access-control-expose-headers");
    headers.set("access-control-expose-headers", more ? `${exposed}, ${more}` : exposed);
  } else {
    headers.delete("access-control-expose-headers");
  }
  return new Response(response.body, { status: response.status, headers });
}
