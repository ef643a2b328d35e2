import { fold } from "../../terminology/concept";
import { dxaNames } from "../../terminology/dxa";
import type { DxaScope } from "../../terminology/dxa-studies";
import { attachmentKey, attachmentsOf } from "../attachment/attachments";
import { type Chart, codingsOf, isRecord, labelOf, type RawResource, textsOf } from "../chart";
import { type DxaCodes, type DxaMeaning, scopeInText } from "./dxa-codes";
import { linksOf } from "./dxa-links";
import { regionKey } from "./dxa-region";
import type { DxaPanel } from "./dxa-observations";
import type { FhirDate, How } from "../fact";
import type { ReportReader } from "../report-text/report-reader";
import type { ReportTextReadings } from "../report-text/report-text";
import type { DxaReport, ReportReading, Scanner, UnusableItem } from "../record";
import { scannerOf } from "./scanner";
import { studyDate } from "./study-date";
import { documentStatus, procedureStatus, replacedReports, reportStatus } from "./study-status";

/** Something that says a scan was done, without a coded number of its own: a report, a document, a procedure or a panel. */
export type DxaStudy = {
  readonly reference: string;
  readonly date: FhirDate;
  /** Set when the date is not that of the scan, or the report is not final. */
  readonly notes: readonly string[];
  readonly scope: DxaScope;
  readonly how: How;
  readonly links: readonly string[];
  readonly scanner: Scanner | undefined;
  readonly report: DxaReport | undefined;
  readonly text: ReportTextReadings;
};

export type StudyContext = {
  readonly reader: ReportReader;
  readonly codes: DxaCodes;
  /** References of Observations that hold a usable DXA number or panel. */
  readonly dxaObservations: ReadonlySet<string>;
  readonly panels: readonly DxaPanel[];
  /** Ids of report readings a clinician confirmed in this session. */
  readonly confirmed: ReadonlySet<string>;
  /** Texts of files a clinician opened in this session, by `attachmentKey`. */
  readonly opened: ReadonlyMap<string, string>;
};

/** Every DXA report, document, procedure and panel of the chart; what is withdrawn, undated or only looks like one is listed. */
export function readDxaStudies(chart: Chart, context: StudyContext): readonly DxaStudy[] {
  const replaced = replacedReports(chart);
  const reports = chart.ofType("DiagnosticReport").flatMap((report) => readDiagnosticReport(chart, report, { ...context, replaced }));
  const documents = chart.ofType("DocumentReference").flatMap((document) => readDocument(chart, document, context));
  const procedures = chart.ofType("Procedure").flatMap((procedure) => readProcedure(chart, procedure, context));
  return [...reports, ...documents, ...procedures, ...context.panels.map((panel) => studyOfPanel(panel, context))];
}

type Study = DxaMeaning & { kind: "study" };

function readDiagnosticReport(chart: Chart, report: RawResource, context: StudyContext & { readonly replaced: ReadonlySet<RawResource> }): readonly DxaStudy[] {
  const attachments = attachmentsOf(report);
  const titles = attachments.map((attachment) => text(attachment["title"]));
  const meaning = context.codes.ofStudy(report["code"], titles) ?? (isSomeImaging(report) ? { kind: "generic-study" as const } : undefined);
  const links = linksOf(chart, report);
  const holdsDxa = links.some((link) => context.dxaObservations.has(link));
  if (meaning === undefined && !holdsDxa) return [];
  if (meaning?.kind === "look-alike" && !holdsDxa) return refuseLookAlike(chart, report, report["code"], meaning);
  const parts = [text(report["conclusion"]), ...textsOfFiles(chart, report, attachments, context), narrativeOf(report, context)];
  const whole = joined(parts);
  // A report of unsaid kind counts only when its text gives a number of a scan: "DXA recommended" stands in many a CT report.
  const isStudy = meaning?.kind === "study" || holdsDxa || (dxaNames.study.test(fold(whole)) && context.reader.readReportText(whole).readings.length > 0);
  if (!isStudy) return [];
  const study: Study = meaning?.kind === "study" ? meaning : { kind: "study", scope: "unspecified", how: "by-text" };
  const status = reportStatus(report["status"]);
  const title = labelOf(report["code"], titles.find((one) => one !== "") ?? "Bone density report");
  if (status.state === "unusable") return refuse(chart, report, title, status);
  if (context.replaced.has(report))
    return refuse(chart, report, title, { kind: "superseded", reason: "It was replaced by a later version of the same report." });
  if (!holdsDxa && attachments.length === 0 && saysNotDone(whole, context)) return refuse(chart, report, title, notDone);
  return dated(chart, report, title, [status.note], (date, notes) => {
    const written = reportOf({ reference: referenceOf(report), date, title, whole, parts, attachments, context });
    return studyOf(chart, { resource: report, study, date, notes, links, written });
  });
}

const notDone = { kind: "other", reason: "Its text says that the scan was not done." } as const;

/**
 * A final report may tell that the patient never came. Only a short text without a single number, whose own examination is
 * denied, is believed to be of that kind: a comparison, a region or a vertebral assessment may be missing from a scan that was done.
 */
function saysNotDone(whole: string, { reader }: StudyContext): boolean {
  const said = fold(whole);
  const denied =
    /\b(?:exam|examination|scan|study|dxa|dexa|densitometry) (?:(?:was |is )?not (?:performed|done|completed|carried out)|could not be (?:performed|done|completed)|(?:was )?cancel)|\b(?:did not|failed to) attend|\bno[- ]show\b|\bpatient (?:declined|refused) (?:the )?(?:exam|scan|study|dxa)/;
  const onlyAPart = /compar|prior|previous|vertebral|\bvfa\b|\btbs\b|trabecular|frax|composition|forearm|\bhip\b|\bspine\b|attach|see /;
  return said.length < 400 && denied.test(said) && !onlyAPart.test(said) && reader.readReportText(whole).readings.length === 0;
}

function readDocument(chart: Chart, document: RawResource, context: StudyContext): readonly DxaStudy[] {
  const attachments = attachmentsOf(document);
  const titles = [text(document["description"]), ...attachments.map((attachment) => text(attachment["title"]))].filter((title) => title !== "");
  const meaning = context.codes.ofStudy(document["type"], titles);
  if (meaning?.kind === "look-alike") return refuseLookAlike(chart, document, document["type"], meaning);
  if (meaning?.kind !== "study") return [];
  // A note or letter about a scan is not the scan, and its date is not the scan's.
  if (
    meaning.how === "by-text" &&
    /\bnotes?\b|letter|summary|consult|\bplan\b|histor|telephone|correspondence|\bbrief\b/.test(fold(textsOf(document["type"]).join(" ")))
  )
    return [];
  const title = titles[0] ?? labelOf(document["type"], "Bone density document");
  const status = documentStatus(document["status"], document["docStatus"]);
  if (status.state === "unusable") return refuse(chart, document, title, status);
  const parts = [...textsOfFiles(chart, document, attachments, context), narrativeOf(document, context)];
  if (attachments.length <= 1 && saysNotDone(joined(parts), context)) return refuse(chart, document, title, notDone);
  return dated(chart, document, title, [status.note], (date, notes) => {
    const written = reportOf({ reference: referenceOf(document), date, title, whole: joined(parts), parts, attachments, context });
    return studyOf(chart, { resource: document, study: meaning, date, notes, links: linksOf(chart, document), written });
  });
}

function readProcedure(chart: Chart, procedure: RawResource, context: StudyContext): readonly DxaStudy[] {
  const meaning = context.codes.ofStudy(procedure["code"]);
  if (meaning?.kind === "look-alike") return refuseLookAlike(chart, procedure, procedure["code"], meaning);
  if (meaning?.kind !== "study") return [];
  const title = labelOf(procedure["code"], "Bone density scan");
  const status = procedureStatus(procedure["status"]);
  if (status.state === "unusable") return refuse(chart, procedure, title, status);
  const bodySites = listOf(procedure["bodySite"]).flatMap(textsOf).join(" ");
  const scope = meaning.scope === "unspecified" ? scopeInText(bodySites) : meaning.scope;
  return dated(chart, procedure, title, [status.note], (date, notes) =>
    studyOf(chart, { resource: procedure, study: { ...meaning, scope }, date, notes, links: linksOf(chart, procedure), written: nothingWritten }),
  );
}

function studyOfPanel(panel: DxaPanel, context: StudyContext): DxaStudy {
  const { reference, date, scope, how, links, scanner } = panel;
  const written = panel.text === "" ? nothingWritten : reportOf({ ...panel, whole: panel.text, parts: [], attachments: [], context });
  return { reference, date, notes: [], scope, how, links, scanner, ...written };
}

type Written = Pick<DxaStudy, "report" | "text">;
const nothingWritten: Written = { report: undefined, text: { readings: [] } };

/** What each attachment says; a file that has been opened says what was found in it. */
function textsOfFiles(chart: Chart, resource: RawResource, attachments: readonly unknown[], { reader, opened }: StudyContext): readonly Part[] {
  return attachments.map((attachment, index) => {
    const own = reader.attachmentText(withBinary(chart, attachment));
    const found = own.text === "" ? opened.get(attachmentKey(referenceOf(resource), index)) : undefined;
    return found === undefined || found.trim() === "" ? own : { text: found, fileOnly: false };
  });
}

/** The attachment with the content of the Binary that it points to, where that came along. */
function withBinary(chart: Chart, attachment: unknown): unknown {
  const binary = isRecord(attachment) && attachment["data"] === undefined ? chart.resolve(attachment["url"]) : undefined;
  return binary?.resourceType === "Binary" && isRecord(attachment) ? { ...binary, ...attachment, data: binary["data"] } : attachment;
}

type Part = string | { readonly text: string; readonly fileOnly: boolean };
type ReportParts = {
  readonly reference: string;
  readonly date: FhirDate;
  readonly title: string;
  readonly whole: string;
  readonly parts: readonly Part[];
  readonly attachments: readonly Readonly<Record<string, unknown>>[];
  readonly context: StudyContext;
};

function reportOf({ reference, date, title, whole, parts, attachments, context }: ReportParts): Written {
  const read = context.reader.readReportText(whole, date);
  const fileOnly = whole === "" && parts.some((part) => typeof part !== "string" && part.fileOnly);
  const files = attachments.map((attachment) => ({ contentType: text(attachment["contentType"]), title: text(attachment["title"]) }));
  const report: DxaReport = { reference, date, title, text: whole, fileOnly, attachments: files, readings: readingsOf(reference, read, context.confirmed) };
  return { report, text: read };
}

/** The same number is often printed in the conclusion and in the attachment: it is one reading. */
function readingsOf(reference: string, read: ReportTextReadings, confirmed: ReadonlySet<string>): readonly ReportReading[] {
  const seen = new Set<string>();
  const readings: ReportReading[] = [];
  for (const { metric, region, value, sentence, at } of read.readings) {
    const key = JSON.stringify([metric, region, value]);
    if (seen.has(key)) continue;
    seen.add(key);
    const id = `${reference}#${metric}|${regionKey(region)}|${value}`; // by what it says: opening a file may put other numbers before it
    readings.push({ id, metric, region, value, sentence, at, confirmed: confirmed.has(id) });
  }
  return readings;
}

type StudyParts = {
  readonly resource: RawResource;
  readonly study: Study;
  readonly date: FhirDate;
  readonly notes: readonly string[];
  readonly links: readonly string[];
  readonly written: Written;
};

function studyOf(chart: Chart, { resource, study, date, notes, links, written }: StudyParts): DxaStudy {
  const { report, text: read } = written;
  const named = study.scope === "unspecified" && report ? scopeInText(report.title) : study.scope;
  const scope = named === "unspecified" && report ? scopeOfReportText(report.text) : named;
  const scanner = scannerOf(chart, resource) ?? read.scanner;
  return { reference: referenceOf(resource), date, notes, scope, how: study.how, links, scanner, report, text: read };
}

/** A DXA report that speaks of spine or hip measured them; other methods may be mentioned in it and say nothing. */
function scopeOfReportText(report: string): DxaScope {
  const folded = fold(report);
  if (dxaNames.central.test(folded)) return "central";
  return dxaNames.peripheral.test(folded) ? "peripheral" : "unspecified";
}

const radiologyCategories: ReadonlySet<string> = new Set(["RAD", "LP29684-5"]);
const otherModality = /\b(?:ct|mri?|pet|us|ultraso\w*|sono\w*|mammo\w*|tomosynthesis|scinti\w*|nuclear|fluoro\w*|angio\w*)\b/;

/** No name at all, or a radiology report whose name is only known to its hospital: its text must say what it is. */
function isSomeImaging(report: RawResource): boolean {
  const names = textsOf(report["code"]);
  if (names.length === 0) return true;
  const radiology = listOf(report["category"])
    .flatMap(codingsOf)
    .some((coding) => typeof coding.code === "string" && radiologyCategories.has(coding.code));
  return radiology && !otherModality.test(fold(names.join(" ")));
}

function dated(
  chart: Chart,
  resource: RawResource,
  title: string,
  notes: readonly (string | undefined)[],
  make: (date: FhirDate, notes: readonly string[]) => DxaStudy,
): readonly DxaStudy[] {
  const when = studyDate(chart, resource);
  if (when.state === "unusable") return refuse(chart, resource, title, when);
  return [
    make(
      when.date,
      [...notes, when.note].filter((note) => note !== undefined),
    ),
  ];
}

function refuse(
  chart: Chart,
  resource: RawResource,
  what: string,
  { kind, reason, date }: { kind: UnusableItem["kind"]; reason: string; date?: FhirDate },
): readonly [] {
  chart.reject({ reference: referenceOf(resource), what, kind, reason, ...(date === undefined ? {} : { date }) });
  return [];
}

function refuseLookAlike(chart: Chart, resource: RawResource, code: unknown, { reason }: { reason: string }): readonly [] {
  return refuse(chart, resource, labelOf(code, resource.resourceType), { kind: "not-central-dxa", reason });
}

function narrativeOf(resource: RawResource, { reader }: StudyContext): string {
  const narrative = resource["text"];
  return isRecord(narrative) ? reader.narrativeText(narrative["div"]) : "";
}

/** Parts of a report in order, without those that only repeat another. */
function joined(parts: readonly Part[]): string {
  const texts = parts.map((part) => (typeof part === "string" ? part : part.text).trim()).filter((part) => part !== "");
  const plain = texts.map((part) => part.replace(/\s+/g, " "));
  return texts
    .filter((_, index) => !plain.some((other, at) => at !== index && other.includes(plain[index] ?? "") && (other !== plain[index] || at < index)))
    .join("\n\n");
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return (Array.isArray(value) ? value : []).filter(isRecord);
}

function referenceOf(resource: RawResource): string {
  return `${resource.resourceType}/${resource.id}`;
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
