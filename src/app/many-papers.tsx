import { type ReactElement, useCallback, useEffect, useRef, useState } from "react";
import type { EhrAccess } from "../followup/ehr-access";
import { type ChartAnswer, readCharts } from "../followup/many-charts";
import type { PapersWanted } from "../followup/selection-bar";
import type { OpenChart } from "../followup/source";
import { evaluate } from "../guidelines/evaluate";
import type { GuidelineSettings } from "../guidelines/settings";
import { ManyHandOuts } from "../handout/many-hand-outs";
import { ManyNotes } from "../handout/many-notes";
import { isReadPatient, type ManyPatient, missingOf, type PatientChart } from "../handout/many-patients";
import { text } from "../handout/many-text";
import { patientLanguage } from "../handout/patient-language";
import { buildRecord, type RecordInput } from "../record/build";
import type { CalendarDate } from "../record/fact";
import type { RecordSettings } from "../record/site";
import { headline, headlineText } from "../review/headline";

type ManyPapersProps = {
  readonly wanted: PapersWanted;
  readonly fromFiles: OpenChart | undefined;
  readonly access: EhrAccess | undefined;
  /** Adds what was entered about a patient in this window, so that her papers say what her chart says. */
  readonly amend: (input: RecordInput) => RecordInput;
  readonly user: string | undefined;
  readonly today: CalendarDate;
  readonly record: RecordSettings;
  readonly guidelines: GuidelineSettings;
};

/** Notes or hand-outs for the patients chosen on the worklist: their charts are read as opening them would, and shown as they come. */
export function ManyPapers({ wanted, fromFiles, access, amend, user, today, record, guidelines }: ManyPapersProps): ReactElement {
  const { kind, onClose } = wanted;
  const [asked] = useState(wanted.patients); // the list behind the dialog may go on growing
  const [charts, setCharts] = useState<ReadonlyMap<string, PatientChart>>(new Map());
  const reading = useRef<AbortController>(undefined);
  const read = useCallback(
    (patientIds: readonly string[]): void => {
      const stop = new AbortController();
      reading.current?.abort();
      reading.current = stop;
      setCharts((before) => new Map([...before, ...patientIds.map((id): [string, PatientChart] => [id, { state: "waiting" }])]));
      const onAnswer = (answer: ChartAnswer): void => {
        const chart = chartOf(answer, amend, guidelines);
        setCharts((before) => new Map([...before, [answer.patientId, chart]]));
      };
      void readCharts(patientIds, { fromFiles, access, today, settings: record, signal: stop.signal, onAnswer });
    },
    [fromFiles, access, amend, today, record, guidelines],
  );
  const start = useRef(read); // the day or the list may change behind the dialog: what was read stays what it was
  useEffect(() => {
    start.current(asked.map(({ patientId }) => patientId));
    return () => reading.current?.abort();
  }, [asked]);

  const patients = asked.map((one): ManyPatient => ({ ...one, chart: charts.get(one.patientId) ?? waiting }));
  const retry = (): void =>
    read(
      patients
        .filter((patient) => patient.chart.state === "not-read" || (isReadPatient(patient) && missingOf(patient) !== undefined))
        .map(({ patientId }) => patientId),
    );
  return kind === "notes" ? (
    <ManyNotes patients={patients} settings={guidelines} today={today} onRetry={retry} onClose={onClose} />
  ) : (
    <ManyHandOuts patients={patients} settings={guidelines} user={user} onRetry={retry} onClose={onClose} />
  );
}

const waiting: PatientChart = { state: "waiting" };

function chartOf(answer: ChartAnswer, amend: ManyPapersProps["amend"], guidelines: GuidelineSettings): PatientChart {
  if (answer.state === "not-read") return { state: "not-read", because: text(`why-${answer.why}`) };
  try {
    const record = buildRecord(amend(answer.input));
    const evaluation = evaluate(record, guidelines);
    const sentence = headlineText(headline(record, evaluation, guidelines));
    return { state: "read", record, evaluation, headline: sentence, language: patientLanguage(answer.input.resources, answer.patientId) };
  } catch {
    return { state: "not-read", because: text("why-failed") };
  }
}
