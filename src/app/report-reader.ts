import type { ReportReader } from "../record/report-text/report-reader";
import type { SearchReport } from "../record/searches";

/** The code that reads report texts, or what its absence makes of the searches that brought one. */
export type LoadedReader =
  | { readonly state: "here"; readonly reader: ReportReader }
  | { readonly state: "not-asked" | "asked" | "failed"; readonly because: Pick<SearchReport, "state" | "reason"> };

const waiting = { state: "pending", reason: "What reads report texts is still being loaded." } as const;
const missing = { state: "failed", reason: "The part of Boneline that reads report texts could not be loaded. Try again, or reload the page." } as const;

let loaded: LoadedReader = { state: "not-asked", because: waiting };
const listeners = new Set<() => void>();

/** Asks for the code, again when it could not be had. Called from main.ts while the token is being fetched: loads nothing else. */
export function loadReportReader(): void {
  if (loaded.state === "here" || loaded.state === "asked") return;
  tell({ state: "asked", because: waiting });
  import("../record/report-text/report-reader").then(
    ({ reportReader }) => tell({ state: "here", reader: reportReader }),
    () => tell({ state: "failed", because: missing }),
  );
}

/** The same object until something changes. */
export function loadedReader(): LoadedReader {
  return loaded;
}

/** Calls back when the code has come or cannot be had, and asks for it if nobody has; returns how to stop. */
export function whenReportReaderChanges(listener: () => void): () => void {
  listeners.add(listener);
  if (loaded.state === "not-asked") loadReportReader();
  return () => void listeners.delete(listener);
}

function tell(now: LoadedReader): void {
  loaded = now;
  for (const listener of listeners) listener();
}
