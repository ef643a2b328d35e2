import { lazy, type ReactElement, type ReactNode, Suspense, useMemo } from "react";
import { BoneDensityTable } from "../charts/bone-density-table";
import type { ExpectedLoss } from "../charts/expected-loss";
import { therapyDates } from "../charts/therapy-lanes";
import { timeDomain, type TimeDomain } from "../charts/time-axis";
import { VitaminDTable } from "../charts/vitamin-d-table";
import { expectedLoss } from "../guidelines/expected-loss";
import type { GuidelineSettings } from "../guidelines/settings";
import type { BoneHealthRecord, DxaReport, DxaSite } from "../record/record";
import type { SearchId } from "../record/searches";
import { Disclosure } from "../ui/disclosure";
import { Panel } from "../ui/panel";
import { BesidePrompts } from "./beside-prompts";
import { DataQualityPanel } from "./data-quality-panel";
import { LaboratoryPanel } from "./laboratory-panel";
import { PartBoundary } from "./late-part";
import { panelState } from "./panel-state";
import styles from "./panels.module.css";
import { ReportsPanel } from "./reports-panel";
import { RiskPanel } from "./risk-panel";
import { isRead } from "../guidelines/searches-read";
import { scoreInUse } from "./score-in-use";
import { text } from "./panels-text";
import { text as screenText } from "./text";
import { TherapyPanel } from "./therapy-panel";

/** Recharts is more than half of all code: it comes in its own chunk, while the tables stand already. */
const BoneDensityChart = lazy(() => import("../charts/bone-density-chart").then((module) => ({ default: module.BoneDensityChart })));
const VitaminDChart = lazy(() => import("../charts/vitamin-d-chart").then((module) => ({ default: module.VitaminDChart })));

export type PanelsProps = {
  readonly record: BoneHealthRecord;
  readonly settings: GuidelineSettings;
  readonly onRetry: (ids: readonly SearchId[]) => void;
  readonly onConfirmReading?: ((id: string) => void) | undefined;
  readonly onOpenAttachment?: ((report: DxaReport, index: number) => void) | undefined;
  /** Fixed width of the charts, where nothing can be measured. */
  readonly chartWidth?: number | undefined;
  /** Where the risk factors stand when the prompts have a column of their own. */
  readonly belowPrompts?: Element | null;
};

/** The evidence under the headline: trends, treatment, reports, laboratory, risk factors, and what could not be used. */
export function Panels({ record, settings, onRetry, onConfirmReading, onOpenAttachment, chartWidth, belowPrompts = null }: PanelsProps): ReactElement {
  const time = useMemo(() => sharedTime(record), [record]);
  const asked = { record, onRetry };
  const size = chartWidth === undefined ? {} : { width: chartWidth };
  const { vitaminD } = record;
  const { sessions } = record.boneDensity;
  const charted = sessions.some((session) => session.hasValues);
  const onlyUnusable = sessions.length === 0 && record.boneDensity.latest.state === "unusable"; // something is there: never "nothing recorded"
  const results = sessions.reduce((count, session) => count + session.results.length, 0);

  return (
    <>
      <Panel
        id="bone-density"
        title={screenText("boneDensity")}
        state={panelState({
          ...asked,
          needs: ["bone-observations", "diagnostic-reports", "procedures", "documents"],
          found: sessions.length > 0 || onlyUnusable ? "something" : "nothing",
          what: screenText("boneDensityWhat"),
          empty: text("boneDensityEmpty"),
        })}
      >
        {charted ? (
          <Chart>
            <BoneDensityChart
              boneDensity={record.boneDensity}
              therapy={record.therapy}
              today={record.today}
              time={time}
              classes={scoreInUse(record, settings) === "t-score" ? "who-classes" : "z-score-line"}
              expectedLoss={trialAverages(record, settings)}
              {...size}
            />
          </Chart>
        ) : (
          <p className={styles["words"]}>
            {onlyUnusable
              ? text("boneDensityOnlyUnusable")
              : text(isRead(record, "bone-observations") ? "nothingToDraw" : "nothingToDrawYet", { count: sessions.length })}
          </p>
        )}
        {results > 0 && (
          <Disclosure summary={text("asTable", { count: results })} {...tableOf(results)}>
            <BoneDensityTable sessions={sessions} />
          </Disclosure>
        )}
      </Panel>

      <Panel
        id="vitamin-d"
        title={screenText("vitaminDTitle")}
        state={panelState({
          ...asked,
          needs: ["bone-observations", "diagnostic-reports"],
          found: vitaminD.results.length > 0 || vitaminD.newestUnusable !== undefined ? "something" : "nothing",
          what: screenText("vitaminDWhat"),
          empty: text("vitaminDEmpty"),
        })}
      >
        {vitaminD.results.length === 0 ? (
          <p className={styles["words"]}>{text("vitaminDOnlyUnusable")}</p>
        ) : (
          <>
            <Chart>
              <VitaminDChart vitaminD={vitaminD} therapy={record.therapy} today={record.today} time={time} {...size} />
            </Chart>
            <Disclosure summary={text("asTable", { count: vitaminD.results.length })} {...tableOf(vitaminD.results.length)}>
              <VitaminDTable results={vitaminD.results} />
            </Disclosure>
          </>
        )}
      </Panel>

      <TherapyPanel record={record} time={time} onRetry={onRetry} {...size} />
      <ReportsPanel record={record} onRetry={onRetry} onConfirmReading={onConfirmReading} onOpenAttachment={onOpenAttachment} />
      <LaboratoryPanel record={record} onRetry={onRetry} />
      <BesidePrompts place={belowPrompts}>
        <RiskPanel record={record} settings={settings} onRetry={onRetry} />
      </BesidePrompts>
      <DataQualityPanel record={record} onRetry={onRetry} />
    </>
  );
}

/** What trials saw at the sites that are monitored, where the rules allow to show it. */
function trialAverages(record: BoneHealthRecord, settings: GuidelineSettings): readonly ExpectedLoss[] {
  const sites: readonly DxaSite[] = ["lumbar-spine", "total-hip", "femoral-neck"];
  return sites.flatMap((site) => {
    const loss = expectedLoss(record, site, settings);
    return loss === undefined ? [] : [{ site, percentPerYear: [loss.onTreatment.to, loss.onTreatment.from] as const }];
  });
}

/** A few values are read faster in a table than in a chart: it stands open. Thousands are mounted only when asked for. */
function tableOf(rows: number) {
  return { initially: rows <= 6 ? "open" : "closed", mount: rows > 300 ? "when-opened" : "at-once" } as const;
}

/** One time axis for the trends and the therapy timeline, so that the eye can go straight down. */
function sharedTime(record: BoneHealthRecord): TimeDomain {
  const dates = [
    ...record.boneDensity.sessions.map((session) => session.date),
    ...record.vitaminD.results.map((result) => result.date),
    ...therapyDates(record.therapy),
  ];
  return timeDomain(dates, record.today);
}

function Chart({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <PartBoundary message={text("chartFailed")}>
      <Suspense fallback={<output className={styles["drawing"]}>{text("drawing")}</output>}>{children}</Suspense>
    </PartBoundary>
  );
}
