import { type Answer, outcome } from "./answer";
import { incompleteWarning } from "./demonstrations";
import { defaultBehaviour } from "./faults";
import { type FoundMatches, includedWith, type SearchContext } from "./search";
import { randomText, type Session } from "./sessions";

/** A search whose pages are being read. Links carry its id and an offset and mean nothing to the client. */
type OpenSearch = { readonly session: Session; readonly found: FoundMatches; readonly pageSize: number; readonly self: string };

export type PageRequest = { readonly search: string; readonly offset: number };

export type Pager = {
  readonly first: (context: SearchContext, base: string, found: FoundMatches, self: string, count: number | undefined) => Answer;
  readonly next: (context: SearchContext, base: string, request: PageRequest) => Answer;
  /** Type and page number (from 1) of a page request, for faults and the log. */
  readonly describe: (request: PageRequest) => { readonly type: string; readonly page: number } | undefined;
};

/** Reads `_page/<id>.<offset>`, `?_page=<id>.<offset>` and HAPI's `?_getpages=<id>&_getpagesoffset=<offset>`. */
export function pageRequest(path: string, parameters: URLSearchParams): PageRequest | undefined {
  const token = /^_page\/(.+)$/.exec(path)?.[1] ?? parameters.get("_page") ?? undefined;
  const getpages = parameters.get("_getpages");
  if (getpages !== null) return { search: getpages, offset: Number(parameters.get("_getpagesoffset") ?? 0) };
  const [search, offset] = token?.split(".") ?? [];
  return search ? { search, offset: Number(offset ?? 0) } : undefined;
}

export function createPager(): Pager {
  const open = new Map<string, OpenSearch>();

  function page(context: SearchContext, base: string, id: string, search: OpenSearch, offset: number): Answer {
    const { found, pageSize } = search;
    const matches = found.matches.slice(offset, offset + pageSize);
    const more = offset + pageSize < found.matches.length;
    const endless = context.server.nextStyle === "endless" && found.matches.length > 0;
    const links = [{ relation: "self", url: search.self }];
    if (more || endless) links.push({ relation: "next", url: nextLink(context, base, id, search, more ? offset + pageSize : 0) });
    const entry = [
      ...matches.map((resource) => ({ fullUrl: `${base}/${resource.resourceType}/${resource.id}`, resource, search: { mode: "match" } })),
      ...includedWith(context, found, matches).map((resource) => ({
        fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
        resource,
        search: { mode: "include" },
      })),
      ...(context.server.outcomeEntry ? [{ resource: incompleteWarning, search: { mode: "outcome" } }] : []),
    ];
    return {
      status: 200,
      body: {
        resourceType: "Bundle",
        id: randomText(9),
        type: "searchset",
        ...(context.server.noTotal ? {} : { total: found.matches.length }),
        link: links,
        ...(entry.length > 0 ? { entry } : {}),
      },
    };
  }

  return {
    first: (context, base, found, self, count) => {
      const { forcePageSize, maxPageSize = defaultBehaviour.maxPageSize, pageSize = defaultBehaviour.pageSize } = context.server;
      const size = forcePageSize ?? Math.min(count ?? pageSize, maxPageSize);
      const search: OpenSearch = { session: context.session, found, pageSize: Math.max(1, size), self };
      // The id is letters and digits only: some servers' ids survive only so in `_getpages`.
      const id = randomText(18).replace(/[^A-Za-z0-9]/g, "0");
      if (found.matches.length > search.pageSize || context.server.nextStyle === "endless") open.set(id, search);
      return page(context, base, id, search, 0);
    },
    next: (context, base, { search: id, offset }) => {
      const search = open.get(id);
      if (!search || search.session !== context.session || !Number.isInteger(offset))
        return outcome(410, "not-found", "This page is no longer kept. Repeat the search.");
      return page(context, base, id, search, offset);
    },
    describe: ({ search: id, offset }) => {
      const search = open.get(id);
      return search && { type: search.found.type, page: Math.floor(offset / search.pageSize) + 1 };
    },
  };
}

function nextLink(context: SearchContext, base: string, id: string, search: OpenSearch, offset: number): string {
  const token = `${id}.${offset}`;
  const links = {
    opaque: `${base}/_page/${token}`,
    endless: `${base}/_page/${token}`,
    relative: `${search.found.type}?_page=${token}`,
    getpages: `${base}?_getpages=${id}&_getpagesoffset=${offset}&_count=${search.pageSize}&_bundletype=searchset`,
    "other-origin": `https://elsewhere.example/fhir/_page/${token}`,
  };
  return links[context.server.nextStyle ?? defaultBehaviour.nextStyle];
}
