import { type ReactElement, type ReactNode, useDeferredValue, useMemo, useState, useSyncExternalStore } from "react";
import type { GuidelineSettings } from "../guidelines/settings";
import type { RecordInput } from "../record/build";
import type { CalendarDate } from "../record/fact";
import type { RecordSettings } from "../record/site";
import { Button } from "../ui/button";
import { formatDay } from "../ui/format";
import { groupOf, listOf } from "./cohort";
import { type ColumnId, columnIds } from "./columns";
import { csvOf } from "./csv";
import { download } from "../ui/download";
import type { EhrAccess } from "./ehr-access";
import type { FilesSource } from "./files-source";
import { type FollowUp, noFollowUp } from "./follow-up";
import { growingView } from "./growing-view";
import { keepList, keepSettings, keptListOf } from "./kept-list";
import type { ListRun } from "./list-run";
import { ListProgress } from "./list-progress";
import { PrintedList } from "./printed-list";
import { PromptChart } from "./prompt-chart";
import { measureReportOf, qualityFigures } from "./quality";
import { QualityPanel } from "./quality-panel";
import type { WorklistRow } from "./row";
import { useSelection } from "./selection";
import { type PapersWanted, SelectionBar } from "./selection-bar";
import { SourceChooser } from "./source-chooser";
import styles from "./worklist-screen.module.css";
import { text } from "./text";
import { queryOf, type SortKey, type View, viewOf } from "./view";
import { WorklistFilters } from "./worklist-filters";
import { WorklistTable } from "./worklist-table";

/** Opens the resources of one patient as the files have them; undefined where only the EHR has them. */
export type OpenChart = (patientId: string) => Promise<RecordInput | undefined>;

export type FollowUpScreenProps = {
  /** An EHR in the provider's own context; undefined when lists can be made from files only. */
  readonly access: EhrAccess | undefined;
  readonly today: CalendarDate;
  readonly record: RecordSettings;
  readonly guidelines: GuidelineSettings;
  /** The user wants to see a patient. `fromFiles` is given when the list was made from an export in this tab. */
  readonly onOpenPatient: (patientId: string, fromFiles: OpenChart | undefined) => void;
  /** What was done about a patient and what can be; by default nothing is recorded. */
  readonly followUp?: FollowUp;
  /** Notes and hand-outs for several patients; patients can be chosen only where it is given. */
  readonly renderPapers?: (wanted: PapersWanted, fromFiles: OpenChart | undefined) => ReactNode;
};

/**
 * The care team's worklist. Only for a provider's own context (a session with `user/` scopes and no patient) or for local files: the
 * app must never route to it inside a launch on one patient, because some EHRs forbid it and because one patient's data would
 * stand beside another's. Opening a patient must start from nothing: clear what the chart held before.
 */
export function FollowUpScreen({ access, today, record, guidelines, onOpenPatient, followUp = noFollowUp, renderPapers }: FollowUpScreenProps): ReactElement {
  const kept = keptListOf(access?.issuer ?? "");
  const [run, setRun] = useState(kept.run);
  const settings = useMemo(() => ({ today, record, guidelines }), [today, record, guidelines]);
  return (
    <main className={styles["page"]}>
      <header className={styles["head"]}>
        <h1>{text("title")}</h1>
        <p>{run === undefined ? text("purpose") : run.source.name}</p>
        {run !== undefined && (
          <Button
            className={styles["screenOnly"]}
            onClick={() => {
              keepList(kept, undefined);
              setRun(undefined);
            }}
          >
            {text("another")}
          </Button>
        )}
      </header>
      {run === undefined ? (
        <SourceChooser
          access={access}
          settings={settings}
          onSource={(source) => {
            keepList(kept, source);
            setRun(kept.run);
          }}
        />
      ) : (
        <Worklist
          key={run.source.name}
          run={run}
          owner={access?.issuer ?? ""}
          today={today}
          followUp={followUp}
          onOpenPatient={onOpenPatient}
          renderPapers={renderPapers}
        />
      )}
    </main>
  );
}

type WorklistProps = {
  readonly run: ListRun;
  readonly owner: string;
  readonly today: CalendarDate;
  readonly followUp: FollowUp;
  readonly onOpenPatient: FollowUpScreenProps["onOpenPatient"];
  readonly renderPapers: FollowUpScreenProps["renderPapers"] | undefined;
};

function Worklist({ run, owner, today, followUp, onOpenPatient, renderPapers }: WorklistProps): ReactElement {
  const selection = useSelection(run);
  const kept = keptListOf(owner);
  const state = useSyncExternalStore(run.subscribe, run.state);
  const [view, setViewState] = useState<View>(() => ({ ...viewOf(queryInAddress()), search: kept.search }));
  const [columns, setColumnsState] = useState<readonly ColumnId[]>(kept.columns ?? columnIds);
  const setView = (next: View): void => {
    setViewState(next);
    keepSettings(kept, { search: next.search });
    putQueryInAddress(queryOf(next));
  };
  const setColumns = (next: readonly ColumnId[]): void => {
    setColumnsState(next);
    keepSettings(kept, { columns: next });
  };
  const rows = useDeferredValue(state.rows);
  const asked = useDeferredValue(view);
  const [look] = useState(growingView);
  const { shown, counts } = useMemo(() => look(rows, asked, followUp.statusOf), [look, rows, asked, followUp]);
  const figures = useMemo(() => qualityFigures(rows), [rows]);
  const made = { on: today, from: run.source.name };
  const isBusy = state.phase === "running" || state.phase === "paused";
  const onSort = (sort: SortKey): void => {
    const first = sort === "urgency" || sort === "age" || sort === "monthsOn" ? "descending" : "ascending";
    setView({ ...view, sort, direction: view.sort !== sort ? first : view.direction === "ascending" ? "descending" : "ascending" });
  };
  const fromFiles = "chart" in run.source ? (run.source as FilesSource).chart : undefined;
  const open = (patientId: string): void => onOpenPatient(patientId, fromFiles);
  const used = columns.filter((id) => id !== "actions" || followUp.actions !== undefined);
  return (
    <>
      <ListProgress run={run} state={state} />
      <p className={styles["printOnly"]}>{text("printedOn", { source: run.source.name, date: formatDay(today), shown: shown.length, total: rows.length })}</p>
      <div className={styles["overview"]}>
        <PromptChart counts={counts} chosen={view.prompt} onChoose={(prompt) => setView({ ...view, prompt })} />
        {rows.length > 0 && <QualityPanel figures={figures} />}
      </div>
      <WorklistFilters view={view} onView={setView} prompts={counts.map(({ id }) => id)} followUp={followUp} columns={columns} onColumns={setColumns} />
      <output className={styles["shown"]}>
        {text("shown", { shown: shown.length, total: rows.length })} <span className={styles["screenOnly"]}>{text("keys")}</span>
      </output>
      {renderPapers !== undefined && (
        <SelectionBar rows={rows} shown={shown} selection={selection} renderPapers={(wanted) => renderPapers(wanted, fromFiles)} />
      )}
      {shown.length > 0 ? (
        <WorklistTable
          rows={shown}
          columns={used}
          view={view}
          followUp={followUp}
          place={kept.place}
          onPlace={(place) => keepSettings(kept, { place })}
          onSort={onSort}
          onOpen={open}
          selection={renderPapers === undefined ? undefined : selection}
        />
      ) : (
        <p>{rows.length > 0 ? text("nobody") : isBusy ? text("nobodyYet") : state.phase === "done" ? text("nobodyFound") : text("notComplete")}</p>
      )}
      <PrintedList rows={shown} columns={used.filter((id) => id !== "actions")} followUp={followUp} />
      {rows.length > 0 && <HandOut shown={shown} made={made} followUp={followUp} figures={figures} />}
    </>
  );
}

type HandOutProps = {
  readonly shown: readonly WorklistRow[];
  readonly made: { readonly on: CalendarDate; readonly from: string };
  readonly followUp: FollowUp;
  readonly figures: ReturnType<typeof qualityFigures>;
};

function HandOut({ shown, made, followUp, figures }: HandOutProps): ReactElement {
  const status = (row: WorklistRow): string => followUp.labelOf(followUp.statusOf(row));
  const fhir = (name: string, resource: object): void => download(`${name}-${made.on}.json`, "application/fhir+json", `${JSON.stringify(resource, null, 2)}\n`);
  return (
    <section className={`${styles["handOut"]} ${styles["screenOnly"]}`} aria-labelledby="hand-out">
      <h2 id="hand-out">{text("out")}</h2>
      <div className={styles["buttons"]}>
        <Button onClick={() => download(`worklist-${made.on}.csv`, "text/csv;charset=utf-8", csvOf(shown, made, status))}>{text("csv")}</Button>
        <Button onClick={() => window.print()}>{text("print")}</Button>
        <Button onClick={() => fhir("group", groupOf(shown, made))}>{text("group")}</Button>
        <Button onClick={() => fhir("list", listOf(shown, made))}>{text("list")}</Button>
        <Button onClick={() => fhir("measure-report", measureReportOf(figures, made))}>{text("measureReport")}</Button>
      </div>
      <p>{text("outHow")}</p>
    </section>
  );
}

/** Filters live behind the "?" of the fragment (`#/team?dxa=overdue`), where no server sees them. */
function queryInAddress(): string {
  return location.hash.split("?")[1] ?? "";
}

function putQueryInAddress(query: string): void {
  const [route = ""] = location.hash.split("?");
  history.replaceState(history.state, "", `${location.pathname}${location.search}${route === "" ? "#" : route}${query === "" ? "" : `?${query}`}`);
}
