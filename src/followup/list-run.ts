import { createPause } from "./pause";
import { type PatientFollowUp, withPlanned } from "./patient-follow-up";
import type { Standing, WorklistRow } from "./row";
import { type LeftOut, type PatientPage, type SourceProblem, type SourceProgress, SourceStopped, type WorklistSource } from "./source";

export type ListPhase = "running" | "paused" | "cancelled" | "stopped" | "done";

/** A list in the making, or made. A new object at every change. */
export type ListState = {
  readonly phase: ListPhase;
  readonly rows: readonly WorklistRow[];
  /** What was recorded and ordered, of those of whom it was asked, by patient id. */
  readonly followUps: ReadonlyMap<string, PatientFollowUp>;
  readonly leftOut: Readonly<Record<LeftOut["why"], number>>;
  readonly progress: SourceProgress;
  readonly problems: readonly SourceProblem[];
  /** Why nothing more can come; set when stopped. */
  readonly stoppedBecause: string | undefined;
  /** Milliseconds of work so far, pauses left out. */
  readonly worked: number;
};

export type ListRun = {
  readonly source: WorklistSource;
  readonly state: () => ListState;
  readonly subscribe: (changed: () => void) => () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
  /** Reads again those whose data did not all load. */
  readonly retryFailed: () => void;
  /** Asks again what was done about those of whom it could not be read. */
  readonly retryFollowUp: () => void;
  /** After a cancel: reads those who were not read yet. */
  readonly goOn: () => void;
  /** Takes what the chart of a patient of this list says in place of what the source said: it is newer, and knows what was entered. */
  readonly replace: (patientId: string, standing: Standing) => void;
};

/** Milliseconds between two tellings of the screen: a thousand rows must not be a thousand renderings, and a long list is drawn less often. */
const tellEvery = (rows: number): number => Math.min(120 + rows / 20, 500);

/** Starts reading a source into a list that can be paused, cancelled, gone on with and repaired. Nothing is kept beyond memory. */
export function startList(source: WorklistSource): ListRun {
  const rows = new Map<string, WorklistRow>();
  let followUps: ReadonlyMap<string, PatientFollowUp> = new Map();
  const leftOut = new Map<string, LeftOut["why"]>();
  const problems: SourceProblem[] = [];
  const listeners = new Set<() => void>();
  let phase: ListPhase = "running";
  let progress: SourceProgress = { found: 0, more: "maybe" };
  let stoppedBecause: string | undefined;
  let worked = 0;
  let since: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = new AbortController();
  let gate = createPause();
  let snapshot = look();

  read({});

  return {
    source,
    state: () => snapshot,
    subscribe(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    pause() {
      if (phase !== "running") return;
      gate.pause();
      enter("paused");
    },
    resume() {
      if (phase !== "paused") return;
      gate.resume();
      enter("running");
    },
    cancel() {
      if (phase !== "running" && phase !== "paused") return;
      enter("cancelled");
      stop.abort();
      gate.resume();
    },
    retryFailed() {
      if (phase === "running" || phase === "paused" || source.retries === "none") return;
      const failed = [...rows.values()].filter(({ notLoaded }) => notLoaded.length > 0).map(({ patientId }) => patientId);
      if (failed.length > 0) read({ only: new Set(failed) });
    },
    retryFollowUp() {
      const failed = phase === "running" || phase === "paused" ? [] : [...rows.keys()].filter((id) => followUps.get(id)?.failed === true);
      if (failed.length > 0) read({ only: new Set(failed), part: "follow-up" });
    },
    goOn() {
      if (phase !== "cancelled" && phase !== "stopped") return;
      // Of somebody whose follow-up was still being asked for, it would stay unknown.
      const whole = [...rows.keys()].filter((id) => source.origin !== "ehr" || followUps.has(id));
      read({ skip: new Set([...whole, ...leftOut.keys()]) });
    },
    replace(patientId, standing) {
      if (!rows.has(patientId) && !leftOut.has(patientId)) return;
      take(standing.kind === "row" ? { rows: [standing.row], leftOut: [] } : { rows: [], leftOut: [{ patientId, why: standing.why }] });
      publish();
    },
  };

  function take(page: PatientPage): void {
    for (const row of page.rows) {
      rows.set(row.patientId, row);
      leftOut.delete(row.patientId);
    }
    for (const { patientId, why } of page.leftOut) {
      leftOut.set(patientId, why);
      rows.delete(patientId);
    }
    if (page.followUps !== undefined) followUps = new Map([...followUps, ...page.followUps]);
  }

  /** What was asked for alone does not tell of procedures, which come with the record. */
  function keepingPlanned(page: PatientPage): PatientPage {
    return { ...page, followUps: new Map([...(page.followUps ?? [])].map(([id, now]) => [id, withPlanned(now, followUps.get(id))])) };
  }

  function read(which: { readonly only?: ReadonlySet<string>; readonly skip?: ReadonlySet<string>; readonly part?: "follow-up" }): void {
    stop = new AbortController();
    gate = createPause();
    const already = which.skip?.size ?? 0;
    const own = stop;
    // Repairing some of a list that broke off does not make it complete.
    const after = which.only !== undefined && (phase === "cancelled" || phase === "stopped") ? { phase, stoppedBecause } : { phase: "done" as const };
    stoppedBecause = undefined;
    enter("running");
    void (async () => {
      try {
        const run = {
          ...which,
          signal: own.signal,
          pause: gate,
          onProgress: (now: SourceProgress) => {
            if (own !== stop) return;
            if (which.only === undefined) progress = { ...now, found: now.found + already };
            else progress = { ...progress, ...(now.requests === undefined ? {} : { requests: now.requests }) };
            tell();
          },
          onProblem: (problem: SourceProblem) => {
            if (!problems.some(({ where, reason }) => where === problem.where && reason === problem.reason)) problems.push(problem);
            tell();
          },
        };
        for await (const page of source.pages(run)) {
          if (own !== stop || own.signal.aborted) return;
          take(which.part === undefined ? page : keepingPlanned(page));
          tell();
        }
        if (own !== stop || own.signal.aborted) return;
        stoppedBecause = after.stoppedBecause;
        enter(after.phase);
      } catch (error) {
        if (own !== stop || own.signal.aborted) return;
        stoppedBecause =
          error instanceof SourceStopped ? error.message : "Boneline itself failed while making the list. What is shown was read before; start again.";
        enter("stopped");
      }
    })();
  }

  function enter(next: ListPhase): void {
    const now = performance.now();
    if (since !== undefined) worked += now - since;
    since = next === "running" ? now : undefined;
    phase = next;
    publish();
  }

  function tell(): void {
    timer ??= setTimeout(publish, tellEvery(rows.size));
  }

  function publish(): void {
    clearTimeout(timer);
    timer = undefined;
    snapshot = look();
    for (const listener of listeners) listener();
  }

  function look(): ListState {
    const counts = { "not-on-ai": 0, deceased: 0 };
    for (const why of leftOut.values()) counts[why] += 1;
    return {
      phase,
      rows: [...rows.values()],
      followUps,
      leftOut: counts,
      progress,
      problems: [...problems],
      stoppedBecause,
      worked: worked + (since === undefined ? 0 : performance.now() - since),
    };
  }
}

/** How a list stands, in one word: one that met problems on its way to the end is not simply "all read". */
export function standingOfList({ phase, problems }: Pick<ListState, "phase" | "problems">): ListPhase | "done-with-problems" {
  return phase === "done" && problems.length > 0 ? "done-with-problems" : phase;
}

/** How many of those found were looked at. */
export function evaluatedOf({ rows, leftOut }: ListState): number {
  return rows.length + leftOut["not-on-ai"] + leftOut.deceased;
}

/** How far the list is, between 0 and 1; undefined while nobody can tell. */
export function shareOf(state: ListState): number | undefined {
  const { progress } = state;
  const judged = progress.found === 0 ? undefined : evaluatedOf(state) / progress.found;
  if (progress.share !== undefined) return progress.more === "maybe" ? progress.share * 0.8 : 0.8 + 0.2 * (judged ?? 1);
  return progress.more === "no" ? judged : undefined;
}

/** Milliseconds left at the pace so far; undefined while that would be a guess. */
export function timeLeft(state: ListState): number | undefined {
  const share = shareOf(state);
  return share === undefined || share < 0.02 || state.worked < 500 ? undefined : (state.worked / share) * (1 - share);
}
