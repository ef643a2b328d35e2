import { grantFor } from "./granted-scopes";
import { isObject } from "./operation-outcome";
import { readPages, referenceOf } from "./paging";
import { longestQuery, type ReferencedType } from "./plan";
import { type Read, send, type TransportOptions } from "./transport";

/** What came of fetching resources that others refer to. */
export type Referenced = {
  readonly resources: readonly unknown[];
  /** References that still lead nowhere and have no text of their own to go by. */
  readonly unresolved: number;
};

/** Reads one by one where a server cannot search by id, but not without end. */
const mostReads = 24;

/**
 * Fetches what is referred to and did not come along, in one step: all ids in one search by `_id` (more only where they do not
 * fit an address), or single reads where the server has no such search. Never resolves references of other servers.
 */
export async function fetchReferenced(
  base: string,
  needs: ReferencedType,
  resources: readonly unknown[],
  grantedScope: string,
  options: TransportOptions,
): Promise<Referenced> {
  const wanted = missing(base, needs, resources);
  const ids = [...new Set(wanted.flatMap(({ id }) => (id === undefined ? [] : [id])))];
  const fetched = ids.length === 0 ? [] : await byId(base, needs.type, ids, grantedScope, options);
  const known = new Set(fetched.map(referenceOf));
  const unresolved = wanted.filter(({ id, named }) => !named && (id === undefined || !known.has(`${needs.type}/${id}`))).length;
  return { resources: fetched, unresolved };
}

type Wanted = { readonly id: string | undefined; readonly named: boolean };

/** The references that nothing at hand answers. `id` is undefined where it is not one of this server's. */
function missing(base: string, needs: ReferencedType, resources: readonly unknown[]): readonly Wanted[] {
  const here = new Set(resources.map(referenceOf));
  return resources.flatMap((resource) => {
    const pointer = isObject(resource) ? resource[needs.element] : undefined;
    const reference = isObject(pointer) ? pointer["reference"] : undefined;
    if (!isObject(pointer) || typeof reference !== "string" || reference.startsWith("#")) return [];
    const relative = reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference;
    const id = new RegExp(`^${needs.type}/([A-Za-z0-9.-]{1,64})(?:/_history/[^/]+)?$`).exec(relative)?.[1];
    if (id !== undefined && here.has(`${needs.type}/${id}`)) return [];
    return [{ id, named: typeof pointer["display"] === "string" && pointer["display"].trim() !== "" }];
  });
}

async function byId(base: string, type: string, ids: readonly string[], grantedScope: string, options: TransportOptions): Promise<readonly unknown[]> {
  if (grantFor(type, "search", grantedScope).state !== "not-granted") {
    const lists = chunks(ids, longestQuery - `${type}?_id=&_count=${ids.length}`.length);
    const pages = await Promise.all(lists.map((list) => readPages(base, readOf(`${base}/${type}?_id=${list.join(",")}&_count=${list.length}`), options)));
    if (pages.some((page) => page.pages > 0)) return pages.flatMap((page) => page.resources);
  }
  if (grantFor(type, "read", grantedScope).state === "not-granted") return [];
  const answers = await Promise.all(ids.slice(0, mostReads).map((id) => send(readOf(`${base}/${type}/${id}`), options)));
  return answers.flatMap((answer) => (answer.kind === "json" ? [answer.body] : []));
}

function readOf(url: string): Read {
  return { url, urgency: "high" };
}

function chunks(ids: readonly string[], longest: number): readonly string[][] {
  const lists: string[][] = [];
  let length = 0;
  for (const id of ids) {
    const last = lists.at(-1);
    if (last !== undefined && length + 1 + id.length <= longest) {
      last.push(id);
      length += 1 + id.length;
    } else {
      lists.push([id]);
      length = id.length;
    }
  }
  return lists;
}
