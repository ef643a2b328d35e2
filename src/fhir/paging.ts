import { isObject, isOutcome, type Issue, issuesOf } from "./operation-outcome";
import { type Answer, type Read, send, type TransportOptions } from "./transport";

/** Everything one query brought, over all its pages. */
export type Pages = {
  /** Untrusted: whatever stood in the entries, broken ones included. */
  readonly resources: readonly unknown[];
  /** `fullUrl` of an entry (urn:uuid) to `Type/id`. */
  readonly aliases: readonly (readonly [string, string])[];
  readonly issues: readonly Issue[];
  /** Entries that matched the search, those that only came along left out. */
  readonly matches: number;
  readonly pages: number;
  /** Why the last page is not the end of the list. Undefined: every page was read. */
  readonly broken: Break | undefined;
  readonly serverDate: string | undefined;
};

export type Break =
  | { readonly why: "answer"; readonly answer: Answer }
  | { readonly why: "not-a-bundle"; readonly body: unknown }
  | { readonly why: "foreign-next" }
  | { readonly why: "loop" }
  | { readonly why: "too-many-pages" }
  | { readonly why: "short"; readonly announced: number; readonly sent: number };

/** Far above what the asked codes bring, far below what a server that never ends would cost. */
export const mostPages = 100;

/**
 * Reads a search page by page, following every `next`, wherever the server puts its state: path, query, relative address. A link
 * to another origin is not followed, because the token would go with it. Rejects only when aborted. `onPage` is given all that has
 * arrived, after each page.
 */
export async function readPages(base: string, first: Read, options: TransportOptions, onPage?: (resources: readonly unknown[]) => void): Promise<Pages> {
  const found: Found = { resources: [], aliases: [], issues: [], seen: new Set(), matches: 0 };
  const visited = new Set<string>();
  let read = first;
  let pages = 0;
  let serverDate: string | undefined;
  let announced: unknown;
  const done = (broken?: Break): Pages => ({ ...found, pages, broken, serverDate });

  for (;;) {
    visited.add(read.url);
    const answer = await send(read, options);
    if (answer.kind !== "json") return done({ why: "answer", answer });
    serverDate ??= answer.serverDate;
    if (!isSearchset(answer.body)) return done({ why: "not-a-bundle", body: answer.body });
    const page = answer.body;
    pages += 1;
    announced ??= page["total"];
    if (!collect(page, found)) return done({ why: "loop" });
    onPage?.(found.resources);

    const next = nextLink(page);
    if (next === undefined) return done(short(announced, found.matches));
    const url = addressOf(next, read.url, base);
    if (url === undefined) return done({ why: "foreign-next" });
    if (visited.has(url)) return done({ why: "loop" });
    if (pages >= mostPages) return done({ why: "too-many-pages" });
    read = { url, urgency: first.urgency };
  }
}

type Found = { resources: unknown[]; aliases: (readonly [string, string])[]; issues: Issue[]; readonly seen: Set<string>; matches: number };

/** Takes a page's entries; false when a page that is not the first brings nothing but what was already there. */
function collect(page: Record<string, unknown>, found: Found): boolean {
  const entries: readonly unknown[] = Array.isArray(page["entry"]) ? page["entry"] : [];
  const isFirst = found.seen.size === 0;
  let fresh = 0;
  let known = 0;
  for (const entry of entries) {
    const resource = isObject(entry) ? entry["resource"] : entry;
    const mode = isObject(entry) && isObject(entry["search"]) ? entry["search"]["mode"] : undefined;
    if (isOutcome(resource)) {
      // The same warning on every page is one warning.
      found.issues.push(...issuesOf(resource).filter((issue) => !found.issues.some((other) => other.text === issue.text && other.severity === issue.severity)));
      continue;
    }
    if (mode === "outcome") continue; // an outcome that is not one says nothing
    const reference = referenceOf(resource);
    const isKnown = reference !== undefined && found.seen.has(reference);
    if (isKnown) known += 1;
    else fresh += 1;
    if (reference !== undefined) found.seen.add(reference);
    if (mode !== "include" && !isKnown) found.matches += 1; // what pages that overlap send twice stands for nothing that is missing
    found.resources.push(resource);
    if (isObject(entry) && typeof entry["fullUrl"] === "string" && entry["fullUrl"].startsWith("urn:") && reference !== undefined)
      found.aliases.push([entry["fullUrl"], reference]);
  }
  return isFirst || fresh > 0 || known === 0;
}

/** `Type/id` of a resource that has both. */
export function referenceOf(resource: unknown): string | undefined {
  if (!isObject(resource)) return undefined;
  const { resourceType, id } = resource;
  return typeof resourceType === "string" && typeof id === "string" ? `${resourceType}/${id}` : undefined;
}

/** A server that announces more than it sent, without a next page, has kept something back. */
function short(announced: unknown, matches: number): Break | undefined {
  return typeof announced === "number" && announced > matches ? { why: "short", announced, sent: matches } : undefined;
}

function isSearchset(body: unknown): body is Record<string, unknown> {
  // One entry or link where a list belongs (a converter from XML may write it so) would be read as none.
  return isObject(body) && body["resourceType"] === "Bundle" && [body["entry"], body["link"]].every((list) => Array.isArray(list ?? []));
}

function nextLink(page: Record<string, unknown>): string | undefined {
  const links: readonly unknown[] = Array.isArray(page["link"]) ? page["link"] : [];
  const next = links.find((link) => isObject(link) && link["relation"] === "next");
  return isObject(next) && typeof next["url"] === "string" && next["url"] !== "" ? next["url"] : undefined;
}

/**
 * The absolute address of a next link; a relative one is relative to the base (R4 Bundle.link), a bare query to the page it stands on.
 * HAPI keeps the whole search under `_getpages`, and behind a proxy writes a name of itself that only it knows: it is asked at the
 * base as the session knows it, and nothing goes to the other name.
 */
function addressOf(next: string, page: string, base: string): string | undefined {
  const from = next.startsWith("?") ? page : `${base}/`;
  if (!URL.canParse(next, from)) return undefined;
  const url = new URL(next, from);
  url.hash = "";
  if (url.searchParams.has("_getpages")) return base + url.search;
  return url.origin === new URL(base).origin && !url.username && !url.password ? url.href : undefined;
}
