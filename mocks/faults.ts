/** Something that goes wrong on purpose. The shape is that of `faults` in tests/cases/fhir/<case>/case.json, with more to choose from. */
export type Fault = {
  /** Resource type; absent: every type. */
  readonly type?: string;
  /** Which requests; absent: everything that asks for data. */
  readonly on?: "search" | "read" | "write" | "metadata" | "discovery" | "token";
  /** Only this page of a search, counted from 1. */
  readonly page?: number;
  /** Only the first so many matching requests; absent: always. */
  readonly times?: number;
  /** Waits before answering. Alone (no status, body or kind) the answer is then the true one. */
  readonly delayMs?: number;
  /** status: answers `status` with `body`; broken-json: 200 with half a resource; truncated: the true body cut in the middle; drop: the connection closes. */
  readonly kind?: "status" | "broken-json" | "truncated" | "drop";
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Header names that CORS lets a page read, beside the usual ones. */
  readonly expose?: string;
  readonly body?: string;
  /** A server that forgets CORS headers on errors: a browser then sees only "Failed to fetch". */
  readonly withoutCors?: true;
};

/** How the server behaves when nothing is wrong with it. The shape of `server` in case.json. */
export type ServerBehaviour = {
  /** Page size when `_count` is absent; default 50. */
  readonly pageSize?: number;
  /** Greatest `_count` that is honoured; default 200. */
  readonly maxPageSize?: number;
  /** Page size whatever `_count` says. */
  readonly forcePageSize?: number;
  readonly noTotal?: boolean;
  /**
   * opaque: absolute, meaningless path; relative: to the base; getpages: HAPI's `[base]?_getpages=…`; other-origin: a foreign server (to be refused);
   * endless: the next link never ends.
   */
  readonly nextStyle?: "opaque" | "relative" | "getpages" | "other-origin" | "endless";
  /** Ends each searchset with a warning OperationOutcome, search.mode outcome, as Epic does. */
  readonly outcomeEntry?: boolean;
  /** Ignores the patient filter: sends other patients' resources and those of nobody. */
  readonly leakOther?: boolean;
  /** Statuses returned when the search does not ask for one (Epic: only active MedicationRequests). */
  readonly defaultStatus?: Readonly<Record<string, readonly string[]>>;
  /** A search without any of these parameters is answered 400 (Epic: Observation wants category or code). */
  readonly requireOneOf?: Readonly<Record<string, readonly string[]>>;
  /** A search with all of these together is answered 400 (category with code, on some sites). */
  readonly refuseTogether?: readonly (readonly string[])[];
  /** A longer address is answered 414. */
  readonly maxUrlLength?: number;
  readonly postSearch?: "accepted" | "refused";
  readonly batch?: "accepted" | "refused";
  /** Unknown parameters: ignored (default), or answered 400. */
  readonly unknownParameters?: "ignored" | "refused";
};

export const defaultBehaviour = {
  pageSize: 50,
  maxPageSize: 200,
  nextStyle: "opaque",
  postSearch: "accepted",
  batch: "accepted",
  unknownParameters: "ignored",
} as const satisfies ServerBehaviour;

export type FaultContext = { readonly on: NonNullable<Fault["on"]>; readonly type?: string; readonly page?: number };

export type FaultList = {
  /** The faults that strike this request; counts them as used. Delays come first and add up. */
  readonly strike: (context: FaultContext) => { readonly delayMs: number; readonly fault: Fault | undefined };
  readonly replace: (faults: readonly Fault[]) => void;
  readonly list: () => readonly Fault[];
};

export function faultList(initial: readonly Fault[]): FaultList {
  let active = initial.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
  return {
    strike: (context) => {
      let delayMs = 0;
      for (const entry of active) {
        if (entry.left <= 0 || !concerns(entry.fault, context)) continue;
        entry.left -= 1;
        delayMs += entry.fault.delayMs ?? 0;
        if (!onlyDelays(entry.fault)) return { delayMs, fault: entry.fault };
      }
      return { delayMs, fault: undefined };
    },
    replace: (faults) => {
      active = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
    },
    list: () => active.map(({ fault }) => fault),
  };
}

function concerns(fault: Fault, context: FaultContext): boolean {
  const data = context.on === "search" || context.on === "read" || context.on === "write";
  if (fault.on === undefined ? !data : fault.on !== context.on) return false;
  if (fault.type !== undefined && fault.type !== context.type) return false;
  return fault.page === undefined || fault.page === context.page;
}

function onlyDelays(fault: Fault): boolean {
  return fault.delayMs !== undefined && fault.kind === undefined && fault.status === undefined && fault.body === undefined;
}
