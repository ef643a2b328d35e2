import type { ReactNode } from "react";
import { answeredBy } from "../guidelines/answered-by";
import { dateText } from "../guidelines/wording";
import type { CalendarDate } from "../record/fact";
import { isInForce, isSettled, isStillAhead, type OpenOrder, type PromptStatus } from "../record/follow-up";
import { formatDay } from "../ui/format";
import type { FollowUpStatus } from "./follow-up-status";
import { laterOf, type PatientFollowUp } from "./patient-follow-up";
import type { WorklistRow } from "./row";
import { text } from "./text";
import { promptTitle } from "./words";

/** What the table, the filter, the CSV and the print say about following up; a new one whenever something of it changes. */
export type FollowUp = {
  readonly statusOf: (row: WorklistRow) => FollowUpStatus;
  readonly labelOf: (status: FollowUpStatus) => string;
  /** The status with its day, and what stands beside it. */
  readonly briefOf: (row: WorklistRow) => { readonly status: string; readonly beside: string };
  /** All that is known, a line each: every prompt with its status, reason, author and end; orders; what could not be read. */
  readonly linesOf: (row: WorklistRow) => readonly string[];
  /** What must be known of the whole column: that it could not be read, is not in the files, or is kept in this window only. */
  readonly notices: readonly string[];
  /** Whether there is anything to count: not where no file tells of it and nothing was recorded here. */
  readonly isTold: boolean;
};

/** What this window knows beside what the list read, and how to act: from the app, which has the chart's own tools. */
export type FollowUpTools = {
  readonly subscribe: (changed: () => void) => () => void;
  /** Patients who were acted on or opened: newer than what the list read. The same object until something changes. */
  readonly known: () => ReadonlyMap<string, PatientFollowUp>;
  readonly inWords: (status: PromptStatus, today: CalendarDate) => string;
  /** The dialog in which something is recorded about one row. */
  readonly act: (row: WorklistRow, read: PatientFollowUp | undefined, onClose: () => void) => ReactNode;
};

export type FollowUpOptions = {
  /** What the list read, by patient id. */
  readonly read: ReadonlyMap<string, PatientFollowUp>;
  readonly known: ReadonlyMap<string, PatientFollowUp>;
  /** Of a list from files what is read is what an export holds, and what is recorded stays in this window. */
  readonly origin: "ehr" | "files";
  readonly today: CalendarDate;
  readonly inWords: FollowUpTools["inWords"];
};

const nothing: PatientFollowUp = { readAt: 0, statuses: new Map(), orders: [], statusesUnknown: undefined, ordersUnknown: undefined };

/** Follow-up as the list shows it: what the list read, overridden by what this window knows later. */
export function followUpOf({ read, known, origin, today, inWords }: FollowUpOptions): FollowUp {
  const of = ({ patientId }: WorklistRow): PatientFollowUp | undefined =>
    laterOf(known.get(patientId), read.get(patientId)) ?? (origin === "files" ? nothing : undefined);
  const cache = new WeakMap<WorklistRow, FollowUpStatus>();
  const statusOf = (row: WorklistRow): FollowUpStatus => {
    let status = cache.get(row);
    if (status === undefined) cache.set(row, (status = decisive(row, of(row), today).status));
    return status;
  };
  const labelOf = (status: FollowUpStatus): string => text(status === "none" && origin === "files" ? "follow-none-here" : `follow-${status}`);
  return {
    statusOf,
    labelOf,
    briefOf(row) {
      const deciding = decisive(row, of(row), today);
      const { status, because } = deciding;
      const until = because?.until === undefined || status === "ended" ? "" : formatDay(because.until);
      return {
        status: until === "" ? labelOf(status) : text("followUntil", { status: labelOf(status), until }),
        beside: besideOf(row, of(row), today, deciding),
      };
    },
    linesOf: (row) => linesOf(row, of(row), today, (status) => inWords(status, today)),
    notices: noticesOf(read, origin),
    isTold: origin === "ehr" || known.size > 0 || [...read.values()].some(({ notInFiles }) => notInFiles?.includes("Task") === false),
  };
}

/** The prompts that somebody must do something about; advice counts where there is nothing else, and her pathway where there is no advice. */
function toFollow({ prompts }: WorklistRow): readonly string[] {
  const tiers = [["H", "M"], ["L"], ["gate"]].map((tier) => prompts.filter(({ priority }) => tier.includes(priority)));
  return (tiers.find((tier) => tier.length > 0) ?? []).map(({ id }) => id);
}

/** `because`: what was recorded last of what decides; `open`: the prompt that is still open where others are not. */
type Decisive = { readonly status: FollowUpStatus; readonly because?: PromptStatus | undefined; readonly open?: string };

function decisive(row: WorklistRow, known: PatientFollowUp | undefined, today: CalendarDate): Decisive {
  if (known === undefined) return { status: "unread" };
  const prompts = toFollow(row);
  const open = prompts.find((id) => {
    const status = known.statuses.get(id);
    return status === undefined || !isSettled(status, today);
  });
  if (open === undefined) {
    const because = known.statuses.get(prompts[0] ?? "");
    return because === undefined ? { status: known.statusesUnknown === undefined ? "none" : "unread" } : { status: because.disposition, because };
  }
  const because = known.statuses.get(open);
  if (because !== undefined && isInForce(because, today)) return { status: because.disposition, because };
  if (because !== undefined) return { status: "ended", because };
  if (known.orders.some((order) => order.wanted === answeredBy[open] && isStillAhead(order, today))) return { status: "ordered" };
  if (known.statusesUnknown !== undefined) return { status: "unread" };
  return prompts.some((id) => isFollowed(known.statuses.get(id), today)) ? { status: "part", open } : { status: "none" };
}

function isFollowed(status: PromptStatus | undefined, today: CalendarDate): boolean {
  return status !== undefined && isInForce(status, today);
}

function besideOf(row: WorklistRow, known: PatientFollowUp | undefined, today: CalendarDate, { because, open }: Decisive): string {
  if (known === undefined) return "";
  const [order] = known.orders;
  const others = because !== undefined && because.ruleId !== row.prompts[0]?.id ? [promptTitle(because.ruleId)] : [];
  const left = open === undefined ? [] : [text("stillOpen", { prompt: promptTitle(open) })];
  return [...left, ...others, ...(order === undefined ? [] : [orderInWords(order, today)])].join("; ");
}

function linesOf(row: WorklistRow, known: PatientFollowUp | undefined, today: CalendarDate, inWords: (status: PromptStatus) => string): readonly string[] {
  if (known === undefined) return [text("followUnread")];
  const firing = new Set(row.prompts.map(({ id }) => id));
  const ids = [...row.prompts.map(({ id }) => id), ...[...known.statuses.keys()].filter((id) => !firing.has(id))];
  const recorded = ids.flatMap((id) => {
    const status = known.statuses.get(id);
    return status === undefined ? [] : [`${promptTitle(id)}: ${inWords(status)}`];
  });
  return [
    ...recorded,
    ...known.orders.map((order) => orderInWords(order, today)),
    ...(known.statusesUnknown === undefined ? [] : [text("statusesUnknown", { reason: known.statusesUnknown })]),
    ...(known.ordersUnknown === undefined ? [] : [text("ordersUnknown", { reason: known.ordersUnknown })]),
    ...missingIn(known),
  ];
}

/** What her files say nothing of, where there is such a thing: no absence can be told of it. */
function missingIn({ notInFiles = [] }: PatientFollowUp): readonly string[] {
  return notInFiles.length === 0 ? [] : [text("notInFiles", { what: notInFiles.map((type) => text(`tells-${type}`)).join(", ") })];
}

function orderInWords(order: OpenOrder, today: CalendarDate): string {
  const { wanted, kind, status, date } = order;
  const what = text(`order-${wanted}-${kind}`, { status });
  const when = date === undefined ? what : `${what}, ${dateText(date)}`;
  return isStillAhead(order, today) ? when : text("dayPassed", { order: when });
}

function noticesOf(read: ReadonlyMap<string, PatientFollowUp>, origin: FollowUpOptions["origin"]): readonly string[] {
  const counted = new Map<string, number>();
  const missing = new Set<string>(); // the same of everybody, but for files of which some were read before others
  for (const one of read.values()) {
    const { statusesUnknown, ordersUnknown } = one;
    for (const words of missingIn(one)) missing.add(words);
    if (statusesUnknown !== undefined) count(counted, text("statusesUnknown", { reason: statusesUnknown }));
    if (ordersUnknown !== undefined) count(counted, text("ordersUnknown", { reason: ordersUnknown }));
  }
  const notices = [...missing, ...[...counted].map(([notice, patients]) => text("noticeOf", { notice, patients }))];
  return origin === "files" ? [text("keptInWindow"), ...notices] : notices;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
