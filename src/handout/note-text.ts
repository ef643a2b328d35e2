import { basisOf } from "../guidelines/basis";
import { citationOf } from "../guidelines/citations";
import { type ComparableChange, lscText, unreadReportsOf } from "../guidelines/density";
import type { Evaluation, Prompt } from "../guidelines/model";
import { riskFactors } from "../guidelines/risk-factors";
import { dxaSearches, isRead, searchWords, unread, wholly } from "../guidelines/searches-read";
import { reasonOf } from "../guidelines/seen";
import type { GuidelineSettings } from "../guidelines/settings";
import { vitaminDText } from "../guidelines/vitamin-d-class";
import { changeText, dateText, inline, numberText, regionText, scoreText, sentence } from "../guidelines/wording";
import type { Fact } from "../record/fact";
import type { BoneHealthRecord, DxaResult, DxaSession, LabValue } from "../record/record";
import { formatTime } from "../ui/format";
import { type Block, heading, list, type Note, noteOf, paragraph } from "./note-markup";
import { priorityInWords } from "./priority-words";
import { text } from "./text";

export type NoteOptions = {
  /** Ids of the prompts that go into the note. */
  readonly selected: readonly string[];
  /** The sentence at the top of the chart review. */
  readonly headline: string;
  readonly settings: GuidelineSettings;
  /** What was done about a prompt, in words, by rule id. */
  readonly followUp?: ReadonlyMap<string, string>;
};

/**
 * The chart review as a note for the EHR: headline, values with dates, units and sources, prompts with guideline, year,
 * strength and version, what was missing, and how completely and when the record was read. Says of nothing that it is absent
 * unless the searches that could hold it were read to the end.
 */
export function noteText(record: BoneHealthRecord, evaluation: Evaluation, options: NoteOptions): Note {
  return noteOf(noteBlocks(record, evaluation, options));
}

function noteBlocks(record: BoneHealthRecord, evaluation: Evaluation, { selected, headline, settings, followUp }: NoteOptions): readonly Block[] {
  const prompts = evaluation.prompts.filter((prompt) => selected.includes(prompt.id));
  const others = evaluation.prompts.length - prompts.length;
  const missing = missingLines(record, evaluation);
  const values = valuesOf(record, settings);
  const sources = [...new Set(values.flatMap(({ from }) => (from === undefined ? [] : [from])))];
  return [
    heading(text("noteTitle")),
    paragraph(`${identity(record)} ${asOf(record)}`),
    paragraph(headline),
    heading(text("noteValues")),
    list(values.map(({ words }) => words)),
    heading(text("notePrompts")),
    ...(prompts.length === 0 ? [paragraph(noPrompts(record, others))] : [list(prompts.map((prompt) => promptLine(prompt, followUp?.get(prompt.id))))]),
    ...(prompts.length > 0 && others > 0 ? [paragraph(text("noteOthers", { count: others }))] : []),
    heading(text("noteMissing")),
    ...(missing.length === 0 ? [paragraph(text("noteNothingMissing"))] : [list(missing)]),
    ...(sources.length === 0 ? [] : [paragraph(text("noteSources", { sources: sources.join("; ") }))]),
    paragraph(text("noteFoot")),
  ];
}

function identity({ patient }: BoneHealthRecord): string {
  const known = [
    patient.name.state === "present" ? patient.name.value : text("noName"),
    patient.birthDate.state === "present" ? text("born", { date: dateText(patient.birthDate.value) }) : undefined,
    patient.identifier.state === "present" ? patient.identifier.value : undefined,
  ];
  return `${known.filter((one) => one !== undefined).join(", ")}.`;
}

/** A picture is as old as its oldest part. */
function asOf(record: BoneHealthRecord): string {
  const answered = record.searches.flatMap(({ answeredAt }) => (answeredAt === undefined ? [] : [answeredAt])).toSorted();
  const complete = record.searches.filter(({ id }) => isRead(record, id)).length;
  const when = answered[0] === undefined ? dateText(record.today) : `${dateText(record.today)}, ${formatTime(answered[0])}`;
  return text("noteAsOf", { when, complete, count: record.searches.length });
}

function noPrompts(record: BoneHealthRecord, others: number): string {
  if (others > 0) return text("noteNoneChosen", { count: others });
  return record.searches.some(({ id }) => !isRead(record, id)) ? text("noteNoPromptsIncomplete") : text("noteNoPrompts");
}

// ---------------------------------------------------------------- values

/** A value in words for people, and apart from it where in the EHR it stands. */
type Value = { readonly words: string; readonly from?: string | undefined };

function valuesOf(record: BoneHealthRecord, settings: GuidelineSettings): readonly Value[] {
  const { therapy, chemistry } = record;
  const { latestWithValues, latest, changes } = record.boneDensity;
  const lines = [
    fact(text("aromataseInhibitor"), therapy.currentAromataseInhibitor, (course) => course.label),
    therapy.currentAromataseInhibitor.state === "present" ? undated(text("aiSince"), therapy.aromataseInhibitorSince, dateText) : undefined,
    therapy.antiresorptive.state === "present" ? fact(text("boneTreatment"), therapy.antiresorptive, (course) => course.label) : undefined,
    ...densityLines(record),
    latest.state === "present" && (latestWithValues.state !== "present" || latestWithValues.value.id !== latest.value.id)
      ? {
          words: `${text("latestScan")}: ${dateText(latest.value.date)}, ${text(unread(record, ["bone-observations", "diagnostic-reports", "documents"]).length > 0 ? "valuesUnread" : "withoutValues")}`,
          from: sourceOf(text("latestScan"), latest.value.sources),
        }
      : undefined,
    ...changes.flatMap((change) =>
      change.comparable
        ? [
            {
              words: `${text("changeIn", { site: regionText(change.region) })}: ${changeText(change.percent)}, ${dateText(change.from.date)} ${text("to")} ${dateText(change.to.date)} (${verdictOn(record, change)})`,
            },
          ]
        : [],
    ),
    fact(text("vitaminD"), wholly(record, record.vitaminD.latest, "bone-observations"), vitaminDText),
    ...labLines(chemistry),
    { words: `${text("riskFactors")}: ${riskFactors(record, settings).text}` },
  ];
  return lines.filter((line) => line !== undefined);
}

/** As the headline: no verdict while what is missing could turn it. */
function verdictOn(record: BoneHealthRecord, change: ComparableChange): string {
  if (unread(record, ["bone-observations"]).length > 0) return text("maybeNewer");
  if (unreadReportsOf(record, change).length > 0) return text("lscUnread");
  return `${lscText(change.lsc)}; ${text(change.exceedsLsc ? "exceedsLsc" : "withinLsc")}`;
}

function densityLines(record: BoneHealthRecord): readonly Value[] {
  const { latest, latestWithValues } = record.boneDensity;
  if (latestWithValues.state !== "present") return latest.state === "present" ? [] : [fact(text("boneDensity"), latestWithValues, () => "")];
  const session = latestWithValues.value;
  const doubt = unread(record, dxaSearches).length > 0 ? ` (${text("maybeNewer")})` : "";
  const from = sourceOf(`${text("boneDensity")} ${dateText(session.date)}`, session.sources);
  return session.results.map((result) => ({
    words: `${text("boneDensity")}, ${regionText(result.region)}: ${scoresOf(result)}, ${scanned(session)}${doubt}`,
    from,
  }));
}

function scoresOf({ bmd, tScore, zScore }: DxaResult): string {
  const parts = [
    bmd === undefined ? undefined : `BMD ${bmd.value.toFixed(3)} g/cm²`,
    tScore === undefined ? undefined : `T-score ${scoreText(tScore.value)}`,
    zScore === undefined ? undefined : `Z-score ${scoreText(zScore.value)}`,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

function scanned(session: DxaSession): string {
  const scanner = session.scanner === undefined ? "" : `, ${session.scanner.label}`;
  return `${dateText(session.date)}${scanner}`;
}

function labLines({ correctedCalcium, creatinineClearance, egfr, alkalinePhosphatase, parathyroidHormone }: BoneHealthRecord["chemistry"]): readonly Value[] {
  const labs = [
    ["correctedCalcium", correctedCalcium],
    ["creatinineClearance", creatinineClearance],
    ["egfr", egfr],
    ["alkalinePhosphatase", alkalinePhosphatase],
    ["parathyroidHormone", parathyroidHormone],
  ] as const;
  return labs.flatMap(([name, value]) => (value.state === "present" ? [fact(text(name), value, labText)] : []));
}

function labText({ value, unit, comparator }: LabValue): string {
  return `${comparator ?? ""}${numberText(value)} ${unit}`;
}

/** A value with date and note; or, without a value, exactly why there is none. */
function fact<T>(label: string, known: Fact<T>, show: (value: T) => string): Value {
  if (known.state !== "present") return { words: `${label}: ${known.state === "not-recorded" ? text("notInSearches") : reasonOf(known, show)}` };
  const date = known.date === undefined ? "" : `, ${dateText(known.date)}`;
  const note = known.note === undefined ? "" : ` (${known.note})`;
  return {
    words: `${label}: ${show(known.value)}${date}${known.how === "coded" ? "" : `, ${text(`how-${known.how}`)}`}${note}`,
    from: sourceOf(label, known.sources),
  };
}

/** The value is itself a date. */
function undated<T>(label: string, known: Fact<T>, show: (value: T) => string): Value {
  return fact(label, known.state === "present" ? { ...known, date: undefined } : known, show);
}

function sourceOf(label: string, references: readonly string[]): string | undefined {
  if (references.length === 0) return undefined;
  const shown = references.slice(0, 3).join(", ");
  return `${inline(label)} ${shown}${references.length > 3 ? ` ${text("andMore", { count: references.length - 3 })}` : ""}`;
}

// ---------------------------------------------------------------- prompts and what is missing

function promptLine(prompt: Prompt, done: string | undefined): string {
  const support = basisOf(prompt.id)?.support ?? [];
  const guidelines = support.map((one) => {
    const citation = citationOf(one.citation);
    return `${citation === undefined ? one.citation : `${citation.body} ${citation.year}`} (${one.strength}${one.verification === "verified" ? "" : `; ${text(`checked-${one.verification}`)}`})`;
  });
  const missing = prompt.missing.map((one) => `${one.label}: ${one.reason.replace(/\.$/, "")}`);
  return [
    `${priorityInWords(prompt.priority)}: ${ended(prompt.headline)}`,
    text("noteWhy", { why: ended(prompt.whyNow) }),
    guidelines.length === 0 ? text("noteNoGuideline") : text("noteGuidelines", { guidelines: guidelines.join("; ") }),
    text("noteRule", { id: prompt.id, version: prompt.version, reviewed: dateText(prompt.rule.reviewed) }),
    missing.length === 0 ? undefined : text("notePromptMissing", { missing: missing.join("; ") }),
    done === undefined ? undefined : text("noteFollowUp", { done }),
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}

function missingLines(record: BoneHealthRecord, { results }: Evaluation): readonly string[] {
  const searches = record.searches
    .filter(({ id }) => !isRead(record, id))
    .map(({ id, state, reason }) => `${sentence(searchWords[id])}: ${state === "pending" ? text("stillReading") : reason || state}`);
  const open = results.flatMap(({ rule, judgement }) => (judgement.outcome === "not-evaluable" ? [`${inline(rule.title)} (${rule.id})`] : []));
  const unusable = record.unusable.length === 0 ? [] : [text("noteUnusable", { count: record.unusable.length })];
  return [...searches, ...(open.length === 0 ? [] : [text("notJudged", { count: open.length, rules: open.join("; ") })]), ...unusable];
}

function ended(words: string): string {
  return /[.!?]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`;
}
