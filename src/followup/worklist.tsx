import { type ReactElement, type ReactNode, useDeferredValue, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { CalendarDate } from "../record/fact";
import { formatDay } from "../ui/format";
import { type ColumnId, columnIds, usualColumns } from "./columns";
import { followUpOf, type FollowUpTools } from "./follow-up";
import { followUpStatuses } from "./follow-up-status";
import { FollowUpChart } from "./follow-up-chart";
import { growingView } from "./growing-view";
import { HandOut } from "./hand-out";
import { keepSettings, keptListOf } from "./kept-list";
import { ListProgress } from "./list-progress";
import { type ListRun, standingOfList } from "./list-run";
import { PrintedList } from "./printed-list";
import { PromptChart } from "./prompt-chart";
import { qualityFigures } from "./quality";
import { QualityPanel } from "./quality-panel";
import { useSelection } from "./selection";
import { type PapersWanted, SelectionBar } from "./selection-bar";
import { text } from "./text";
import { filteredRows, queryOf, type SortKey, statusCounts, type View, viewOf } from "./view";
import { WorklistFilters } from "./worklist-filters";
import styles from "./worklist-screen.module.css";
import { WorklistTable } from "./worklist-table";

type WorklistProps = {
  readonly run: ListRun;
  /** Whether the list was made just now, or is come back to from a chart. */
  readonly arrival: "started" | "returned";
  readonly owner: string;
  readonly today: CalendarDate;
  readonly tools: FollowUpTools | undefined;
  readonly onOpen: (patientId: string) => void;
  readonly renderPapers: ((wanted: PapersWanted) => ReactNode) | undefined;
};

const emptyBecause = {
  running: "nobodyYet",
  paused: "nobodyYet",
  done: "nobodyFound",
  "done-with-problems": "nobodyWithProblems",
  cancelled: "notComplete",
  stopped: "notComplete",
} as const;

/** One list, in the making or made: progress, counts, filters, the grid, and what leaves the screen. */
export function Worklist({ run, arrival, owner, today, tools, onOpen, renderPapers }: WorklistProps): ReactElement {
  const selection = useSelection(run);
  const kept = keptListOf(owner);
  const state = useSyncExternalStore(run.subscribe, run.state);
  const known = useSyncExternalStore(tools?.subscribe ?? nothingChanges, tools?.known ?? nobody);
  const [view, setViewState] = useState<View>(() => ({ ...viewOf(queryInAddress()), search: kept.search }));
  const [columns, setColumnsState] = useState<readonly ColumnId[]>(kept.columns ?? usualColumns);
  const [acting, setActing] = useState<string>();
  const setView = (next: View): void => {
    setViewState(next);
    keepSettings(kept, { search: next.search });
    putQueryInAddress(queryOf(next));
  };
  const setColumns = (next: readonly ColumnId[]): void => {
    setColumnsState(next);
    keepSettings(kept, { columns: next });
  };
  const origin = run.source.origin ?? "files";
  const read = state.followUps;
  const followUp = useMemo(() => followUpOf({ read, known, origin, today, inWords: tools?.inWords ?? dispositionOnly }), [read, known, origin, today, tools]);
  const rows = useDeferredValue(state.rows);
  const asked = useDeferredValue(view);
  const [look] = useState(growingView);
  const { shown, counts } = useMemo(() => look(rows, asked, followUp.statusOf), [look, rows, asked, followUp]);
  const isKeptHereOnly = origin === "files" && known.size > 0;
  useEffect(() => (isKeptHereOnly ? askBeforeClosing() : undefined), [isKeptHereOnly]);
  const followed = useMemo(
    () => (followUp.isTold ? statusCounts(filteredRows(rows, { ...asked, status: "" }, followUp.statusOf), followUpStatuses, followUp.statusOf) : []),
    [rows, asked, followUp],
  );
  const figures = useMemo(() => qualityFigures(rows), [rows]);
  const standing = standingOfList(state);
  const from = standing === "done" ? run.source.name : text("notWhole", { source: run.source.name });
  const made = { on: today, from };
  // The rows on the screen may be older than the state, of which alone "nobody" may be said.
  const whyEmpty = rows.length > 0 ? "nobody" : state.rows.length > 0 ? "nobodyYet" : emptyBecause[standing];
  const onSort = (sort: SortKey): void => {
    const first = sort === "urgency" || sort === "age" || sort === "monthsOn" ? "descending" : "ascending";
    setView({ ...view, sort, direction: view.sort !== sort ? first : view.direction === "ascending" ? "descending" : "ascending" });
  };
  const offered = columnIds.filter((id) => id !== "actions" || tools !== undefined);
  const used = columns.filter((id) => offered.includes(id));
  const actedOn = acting === undefined ? undefined : state.rows.find(({ patientId }) => patientId === acting);
  return (
    <>
      <ListProgress run={run} state={state} arrival={arrival} />
      <p className={styles["printOnly"]}>{text("printedOn", { source: from, date: formatDay(today), shown: shown.length, total: rows.length })}</p>
      <div className={styles["overview"]}>
        <PromptChart counts={counts} chosen={view.prompt} onChoose={(prompt) => setView({ ...view, prompt })} />
        <FollowUpChart counts={followed} followUp={followUp} chosen={view.status} onChoose={(status) => setView({ ...view, status })} />
        {rows.length > 0 && <QualityPanel figures={figures} />}
      </div>
      <WorklistFilters
        view={view}
        onView={setView}
        prompts={counts.map(({ id }) => id)}
        followUp={followUp}
        offered={offered}
        columns={columns}
        onColumns={setColumns}
      />
      <output className={styles["shown"]}>
        {text("shown", { shown: shown.length, total: rows.length })} <span className={styles["screenOnly"]}>{text("keys")}</span>
      </output>
      {renderPapers !== undefined && <SelectionBar rows={rows} shown={shown} selection={selection} followUpOf={followUp.linesOf} renderPapers={renderPapers} />}
      {shown.length > 0 ? (
        <WorklistTable
          rows={shown}
          columns={used}
          view={view}
          followUp={followUp}
          place={kept.place}
          acting={acting}
          onPlace={(place) => keepSettings(kept, { place })}
          onSort={onSort}
          onOpen={onOpen}
          onAct={tools === undefined ? undefined : setActing}
          selection={renderPapers === undefined ? undefined : selection}
        />
      ) : (
        <p>{text(whyEmpty)}</p>
      )}
      {actedOn !== undefined && tools?.act(actedOn, read.get(actedOn.patientId), () => setActing(undefined))}
      <PrintedList rows={shown} columns={used} followUp={followUp} />
      {rows.length > 0 && <HandOut shown={shown} made={made} followUp={followUp} figures={figures} />}
    </>
  );
}

/** An afternoon's telephone calls must not go with one click on the window's cross. */
function askBeforeClosing(): () => void {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  window.addEventListener("beforeunload", ask);
  return () => window.removeEventListener("beforeunload", ask);
}

const noneKnown: ReturnType<FollowUpTools["known"]> = new Map();

function nobody(): typeof noneKnown {
  return noneKnown;
}

function nothingChanges(): () => void {
  return () => undefined;
}

function dispositionOnly({ disposition }: Parameters<FollowUpTools["inWords"]>[0]): string {
  return text(`follow-${disposition}`);
}

/** Filters live behind the "?" of the fragment (`#/team?dxa=overdue`), where no server sees them. */
function queryInAddress(): string {
  return location.hash.split("?")[1] ?? "";
}

function putQueryInAddress(query: string): void {
  const [route = ""] = location.hash.split("?");
  history.replaceState(history.state, "", `${location.pathname}${location.search}${route === "" ? "#" : route}${query === "" ? "" : `?${query}`}`);
}
