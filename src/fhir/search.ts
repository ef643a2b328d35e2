import type { SearchReport, SearchState } from "../record/searches";
import { grantFor, notGranted } from "./granted-scopes";
import { type Pages, readPages, referenceOf } from "./paging";
import type { PlannedSearch } from "./plan";
import { type Cause, causeOf, reasonFor } from "./reasons";
import { fetchReferenced } from "./references";
import { send, type TransportOptions } from "./transport";

/** What became of one search, and what it brought. */
export type SearchResult = {
  readonly report: SearchReport;
  /** Untrusted JSON, of this and of included types. */
  readonly resources: readonly unknown[];
  readonly aliases: readonly (readonly [string, string])[];
  /** The server's own idea of the time, where the browser may see it. */
  readonly serverDate?: string;
};

export type SearchContext = TransportOptions & {
  /** FHIR base, without trailing slash. */
  readonly base: string;
  readonly grantedScope: string;
  /** Types the CapabilityStatement of this server is known not to have. */
  readonly lacking: ReadonlySet<string>;
};

/**
 * Runs one search of the plan to its end: every page, and what it refers to. Whatever goes wrong is in the report, in words;
 * what arrived is kept. Sends nothing that the granted scopes or the server's capabilities rule out. Rejects only when aborted.
 */
export async function runSearch(planned: PlannedSearch, context: SearchContext): Promise<SearchResult> {
  if (context.lacking.has(planned.resourceType)) return noAnswerTo(planned, "unsupported", []);
  const grant = grantFor(planned.resourceType, planned.interaction, context.grantedScope);
  if (grant.state === "not-granted") return noAnswerTo(planned, "refused", [notGranted(grant.scope)]);
  if (planned.interaction === "read") return runRead(planned, context);

  const { pages, remark } = await ask(planned, context);
  const resources = pages.flatMap((page) => page.resources);
  const causes: Cause[] = pages.flatMap(({ broken, pages: read }) => (broken === undefined ? [] : [causeOf(broken, read)]));
  const doubts: string[] = [];
  if (remark !== undefined) doubts.push(`${remark.charAt(0).toUpperCase()}${remark.slice(1)}.`);
  if (grant.state === "limited") doubts.push(`The EHR granted only part of it: ${grant.to.join("; ")}.`);
  if (pages.some(({ issues }) => issues.some(({ withheld }) => withheld))) doubts.push("The EHR says that its answer lacks something.");

  if (planned.needs !== undefined && resources.length > 0) {
    const referenced = await fetchReferenced(context.base, planned.needs, resources, context.grantedScope, context);
    resources.push(...referenced.resources);
    if (referenced.unresolved > 0 && planned.needs.essential === "yes")
      doubts.push(`In ${referenced.unresolved} of the entries the drug is named in a record that the EHR did not send.`);
  }

  const arrived = pages.reduce((sum, page) => sum + page.pages, 0);
  const state = stateOf(causes, arrived, doubts);
  const [serverDate] = pages.flatMap((page) => page.serverDate ?? []);
  return {
    report: {
      ...emptyReport(planned, state, [...causes.map(({ because }) => because), ...doubts]),
      pages: arrived,
      resources: pages.reduce((sum, page) => sum + page.matches, 0),
      warnings: [...new Set(pages.flatMap(({ issues }) => issues.map(({ text }) => text)))],
      answeredAt: new Date().toISOString(),
    },
    resources,
    aliases: pages.flatMap((page) => page.aliases),
    ...(serverDate !== undefined && { serverDate }),
  };
}

/** The report of a search that has not been answered yet. */
export function pendingReport(planned: Asked): SearchReport {
  return emptyReport(planned, "pending", []);
}

type Asked = Pick<PlannedSearch, "id" | "resourceType">;

function emptyReport({ id, resourceType }: Asked, state: SearchState, causes: readonly string[]): SearchReport {
  return { id, resourceType, state, reason: reasonFor(state, causes), pages: 0, resources: 0, warnings: [] };
}

/** A search that did arrive before stays on the screen when asking again brings less. */
export function keepingWhatArrived(before: SearchResult | undefined, after: SearchResult): SearchResult {
  if (before === undefined || before.resources.length === 0 || after.report.state === "complete") return after;
  const { report } = after;
  if (after.resources.length > 0) {
    const again = new Set(after.resources.map(referenceOf));
    const missing = before.resources.filter((resource) => !again.has(referenceOf(resource)));
    return { ...after, resources: [...after.resources, ...missing], aliases: [...before.aliases, ...after.aliases] };
  }
  return {
    ...before,
    report: {
      ...before.report,
      state: "partial",
      reason: reasonFor("partial", [`Asked again, it brought nothing; what is shown came before. ${report.reason}`]),
    },
  };
}

async function ask(planned: PlannedSearch, context: SearchContext): Promise<{ pages: readonly Pages[]; remark: string | undefined }> {
  const pages = await Promise.all(planned.queries.map((query) => askOne(planned, query, context)));
  const disliked = pages.some(
    ({ broken, pages: read }) =>
      read === 0 && broken?.why === "answer" && broken.answer.kind === "status" && (broken.answer.status === 400 || broken.answer.status === 422),
  );
  if (!disliked || planned.plainer === undefined) return { pages, remark: undefined };
  return { pages: await Promise.all(planned.plainer.queries.map((query) => askOne(planned, query, context))), remark: planned.plainer.cannotClaim };
}

async function askOne(planned: PlannedSearch, query: string, context: SearchContext): Promise<Pages> {
  const pages = await readPages(context.base, { url: `${context.base}/${query}`, urgency: planned.urgency }, context);
  const tooLong = pages.broken?.why === "answer" && pages.broken.answer.kind === "status" && pages.broken.answer.status === 414;
  if (!tooLong) return pages;
  const post = { type: "application/x-www-form-urlencoded", body: query.slice(query.indexOf("?") + 1) } as const;
  return readPages(context.base, { url: `${context.base}/${planned.resourceType}/_search`, post, urgency: planned.urgency }, context);
}

async function runRead(planned: PlannedSearch, context: SearchContext): Promise<SearchResult> {
  const answer = await send({ url: `${context.base}/${planned.queries[0] ?? ""}`, urgency: planned.urgency }, context);
  // Another patient's answer says nothing about this one, not even that there is nothing.
  if (answer.kind === "json" && referenceOf(answer.body) === planned.queries[0]) {
    return {
      report: { ...emptyReport(planned, "complete", []), pages: 1, resources: 1, answeredAt: new Date().toISOString() },
      resources: [answer.body],
      aliases: [],
      ...(answer.serverDate !== undefined && { serverDate: answer.serverDate }),
    };
  }
  const { state, because } = causeOf({ why: "answer", answer });
  // The type exists on every server; what is not there is this patient.
  return state === "unsupported" ? noAnswerTo(planned, "failed", ["The EHR does not find this patient."]) : noAnswerTo(planned, state, [because]);
}

function stateOf(causes: readonly Cause[], pagesRead: number, doubts: readonly string[]): SearchState {
  if (causes.length === 0) return doubts.length === 0 ? "complete" : "partial";
  if (pagesRead > 0) return "partial";
  return (["failed", "refused", "unsupported"] as const).find((state) => causes.some((cause) => cause.state === state)) ?? "failed";
}

function noAnswerTo(planned: PlannedSearch, state: SearchState, causes: readonly string[]): SearchResult {
  const report = { ...emptyReport(planned, state, causes), answeredAt: new Date().toISOString() };
  return { report, resources: [], aliases: [] };
}
