import { lackingTypes } from "./capabilities";
import { grantFor, notGranted } from "./granted-scopes";
import { readPages } from "./paging";
import { causeOf } from "./reasons";
import type { Credentials, TransportOptions } from "./transport";

/** Types that tell what is being done already. Asked for after everything else, and never needed for a prompt. */
export const followUpTypes = ["Task", "ServiceRequest", "Appointment"] as const;
export type FollowUpType = (typeof followUpTypes)[number];

/** What became of one of these searches. `not-asked`: the scopes or the server rule it out. */
export type FollowUpAnswer = {
  readonly type: FollowUpType;
  readonly state: "complete" | "not-asked" | "failed";
  /** In words; empty when complete. */
  readonly reason: string;
  /** Untrusted JSON. */
  readonly resources: readonly unknown[];
  /** The server did not accept the question as it was put. */
  readonly notTaken?: true;
};

export type FollowUpAccess = {
  readonly base: string;
  readonly grantedScope: string;
  readonly credentials: Credentials;
  readonly signal: AbortSignal;
  /** Limits the requests in flight where many patients are read. */
  readonly turn?: TransportOptions["turn"];
};

/** Asks what the EHR already has, one request for each type at once. Only a search read to its end is `complete`. Rejects only when aborted. */
export function askFollowUp(patientId: string, access: FollowUpAccess): Promise<readonly FollowUpAnswer[]> {
  return askEach(access, (type) => ask(type, [`patient=${patientId}`], access));
}

/**
 * The same for several patients at once (`patient=a,b,c`), of Tasks only those about these rules, of orders and appointments only the
 * open ones. A server that does not take the filter is asked without it, one that does not take the list is asked for each alone.
 */
export function askFollowUpOfMany(patientIds: readonly string[], ruleIds: readonly string[], access: FollowUpAccess): Promise<readonly FollowUpAnswer[]> {
  const patients = `patient=${patientIds.join(",")}`;
  const filters: Readonly<Record<FollowUpType, string>> = {
    Task: `code=${ruleIds.join(",")}`, // without the system, which some servers do not compare; whoever reads the answer does
    ServiceRequest: "status=draft,active,on-hold",
    Appointment: "status=proposed,pending,booked,waitlist",
  };
  return askEach(access, async (type) => {
    const together = await ask(type, [`${patients}&${filters[type]}`, patients], access);
    if (together.state !== "failed" || together.notTaken !== true || patientIds.length < 2) return together;
    return merged(await Promise.all(patientIds.map((id) => ask(type, [`patient=${id}&${filters[type]}`, `patient=${id}`], access))), together);
  });
}

/** Why it is not known what the EHR holds of these types; undefined when it is, or when it has none but the first. */
export function whyNotKnown(answers: readonly FollowUpAnswer[], types: readonly [FollowUpType, ...FollowUpType[]]): string | undefined {
  const failed = answers.filter((answer) => types.includes(answer.type) && answer.state === "failed");
  if (failed.length > 0) return failed.map((answer) => answer.reason).join(" ");
  const essential = answers.find((answer) => answer.type === types[0]);
  return essential?.state === "not-asked" ? essential.reason : undefined;
}

function askEach({ base, grantedScope }: FollowUpAccess, asking: (type: FollowUpType) => Promise<FollowUpAnswer>): Promise<readonly FollowUpAnswer[]> {
  const lacking = lackingTypes(base, followUpTypes);
  return Promise.all(
    followUpTypes.map(async (type) => {
      const grant = grantFor(type, "search", grantedScope);
      if (grant.state === "not-granted") return notAsked(type, notGranted(scopeName(grant.scope, grantedScope)));
      return lacking.has(type) ? notAsked(type, `This EHR does not offer ${type}.`) : asking(type);
    }),
  );
}

function notAsked(type: FollowUpType, reason: string): FollowUpAnswer {
  return { type, state: "not-asked", reason, resources: [] };
}

/** As the session's other scopes are worded: of one patient, or of the user. */
function scopeName(scope: string, granted: string): string {
  return /(^|\s)user\//.test(granted) && !/(^|\s)patient\//.test(granted) ? scope.replace("patient/", "user/") : scope;
}

/** Asks in the first of these words that the server accepts. */
async function ask(type: FollowUpType, queries: readonly string[], access: FollowUpAccess): Promise<FollowUpAnswer> {
  const [query = "", ...plainer] = queries;
  const { credentials, signal, turn } = access;
  const url = `${access.base}/${type}?${query}&_count=100`;
  const pages = await readPages(access.base, { url, urgency: "low" }, { credentials, signal, ...(turn && { turn }) });
  const { broken, resources } = pages;
  const notTaken = pages.pages === 0 && broken?.why === "answer" && broken.answer.kind === "status" && [400, 414, 422].includes(broken.answer.status);
  if (notTaken && plainer.length > 0) return ask(type, plainer, access);
  const isWhole = grantFor(type, "search", access.grantedScope).state === "granted" && !pages.issues.some(({ withheld }) => withheld);
  if (broken === undefined && isWhole) return { type, state: "complete", reason: "", resources };
  const cause = broken === undefined ? undefined : causeOf(broken, pages.pages);
  if (cause?.state === "unsupported") return notAsked(type, `This EHR does not offer ${type}.`);
  return { type, state: "failed", reason: cause?.because ?? "The EHR sent only part of it.", resources, ...(notTaken && { notTaken }) };
}

/** What was asked for each patient alone, as one answer: whole only when each is. */
function merged(answers: readonly FollowUpAnswer[], otherwise: FollowUpAnswer): FollowUpAnswer {
  const worst = answers.find(({ state }) => state === "failed") ?? answers.find(({ state }) => state === "not-asked") ?? answers[0] ?? otherwise;
  return { ...worst, resources: answers.flatMap(({ resources }) => resources) };
}
