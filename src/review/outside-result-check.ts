import { parseFhirDate } from "../record/date";
import type { CalendarDate, FhirDate } from "../record/fact";
import { type OutsideDxa, type OutsideResult, type OutsideSite, type OutsideVitaminD, problemOfDxaNumber } from "../record/outside-result";
import { isSingleVertebra, vertebraeIn } from "../record/bone-density/vertebrae";
import { mostPlausible } from "../record/laboratory/vitamin-d";
import type { DxaMetric } from "../terminology/dxa";
import { text } from "./outside-result-text";

/** What stands in the fields, as typed. */
export type DxaDraft = {
  readonly date: string;
  readonly site: OutsideSite;
  readonly side: "left" | "right" | "";
  readonly vertebrae: string;
  readonly bmd: string;
  readonly tScore: string;
  readonly zScore: string;
  readonly scanner: string;
};

export type VitaminDDraft = {
  readonly date: string;
  readonly value: string;
  readonly unit: OutsideVitaminD["unit"];
  readonly comparator: OutsideVitaminD["comparator"] | "";
};

export type Field = keyof DxaDraft | keyof VitaminDDraft;
/** An entry, or what is wrong, by field in the order of the form. */
export type Checked = { readonly ok: true; readonly entry: OutsideResult } | { readonly ok: false; readonly errors: ReadonlyMap<Field, string> };

export type CheckContext = { readonly id: string; readonly today: CalendarDate; readonly birth: FhirDate | undefined };

/** Checks a DXA as typed, with the limits that the record itself applies to what an EHR sends. */
export function checkDxa(draft: DxaDraft, context: CheckContext): Checked {
  const errors = new Map<Field, string>();
  const date = checkDate(draft.date, context, errors);
  const vertebrae = draft.site === "lumbar-spine" ? checkVertebrae(draft.vertebrae, errors) : undefined;
  if ([draft.bmd, draft.tScore, draft.zScore].every((written) => written.trim() === "")) errors.set("bmd", text("noNumber"));
  const bmd = checkNumber("bmd", "bmd", draft.bmd, errors);
  const tScore = checkNumber("tScore", "t-score", draft.tScore, errors);
  const zScore = checkNumber("zScore", "z-score", draft.zScore, errors);
  if (errors.size > 0 || date === undefined) return { ok: false, errors };
  const scanner = draft.scanner.trim();
  const side = draft.site === "lumbar-spine" || draft.side === "" ? undefined : draft.side;
  const entry: OutsideDxa = {
    kind: "dxa",
    id: context.id,
    date,
    region: { site: draft.site, side, vertebrae },
    ...(bmd !== undefined && { bmd }),
    ...(tScore !== undefined && { tScore }),
    ...(zScore !== undefined && { zScore }),
    ...(scanner !== "" && { scanner }),
  };
  return { ok: true, entry };
}

export function checkVitaminD(draft: VitaminDDraft, context: CheckContext): Checked {
  const errors = new Map<Field, string>();
  const date = checkDate(draft.date, context, errors);
  const value = numberIn(draft.value);
  const most = mostPlausible[draft.unit];
  if (draft.value.trim() === "") errors.set("value", text("noValue"));
  else if (value === undefined) errors.set("value", text("notANumber", { example: "22.5" }));
  else if (value < 0 || value > most) errors.set("value", text("vitaminDRange", { most, unit: draft.unit }));
  if (errors.size > 0 || date === undefined || value === undefined) return { ok: false, errors };
  const { unit, comparator } = draft;
  return { ok: true, entry: { kind: "vitamin-d", id: context.id, date, value, unit, ...(comparator ? { comparator } : {}) } };
}

/** A T-score above the mean is unusual enough to ask about the sign, and right often enough not to refuse it. */
export function remarkOnTScore(written: string): string | undefined {
  const value = numberIn(written);
  return value !== undefined && value > 0 && !written.trim().startsWith("+") ? text("positive") : undefined;
}

/** Year first, so that nobody has to guess which number is the month. */
function checkDate(written: string, { today, birth }: CheckContext, errors: Map<Field, string>): string | undefined {
  const date = writtenDate.test(written.trim()) ? parseFhirDate(padded(written.trim())) : undefined;
  if (written.trim() === "") errors.set("date", text("noDate"));
  else if (date === undefined) errors.set("date", text("notADate"));
  else if (date.earliest > today) errors.set("date", text("future"));
  else if (birth !== undefined && date.latest < birth.earliest) errors.set("date", text("beforeBirth"));
  return date?.text;
}

const writtenDate = /^\d{4}(?:[-/.]\d{1,2}(?:[-/.]\d{1,2})?)?$/;

function padded(written: string): string {
  return written
    .split(/[-/.]/)
    .map((part) => part.padStart(2, "0"))
    .join("-");
}

function checkVertebrae(written: string, errors: Map<Field, string>): string | undefined {
  if (written.trim() === "") return undefined;
  const { analysed } = vertebraeIn(written);
  if (analysed === undefined) errors.set("vertebrae", text("noVertebrae"));
  else if (isSingleVertebra(analysed)) errors.set("vertebrae", text("oneVertebra"));
  return analysed;
}

const examples = { bmd: "0.842", "t-score": "−2.1", "z-score": "−0.4" } as const satisfies Record<DxaMetric, string>;

function checkNumber(field: Field, metric: DxaMetric, written: string, errors: Map<Field, string>): number | undefined {
  if (written.trim() === "") return undefined;
  const value = numberIn(written);
  if (value === undefined) {
    errors.set(field, text("notANumber", { example: examples[metric] }));
    return undefined;
  }
  const problem = problemOfDxaNumber(metric, value);
  const inMilligrams = metric === "bmd" && problem !== undefined && problemOfDxaNumber("bmd", value / 1000) === undefined;
  if (problem !== undefined)
    errors.set(field, inMilligrams ? text("milligrams", { value: String(value), converted: String(value / 1000) }) : readable(problem));
  return value;
}

/** The record's sentence as a person reads it: true minus signs, and no UCUM annotation such as {T-score}. */
function readable(sentence: string): string {
  return sentence.replace(/ \{[^}]*\}/g, "").replace(/(^|[\s(])-(?=\d)/g, "$1−");
}

function numberIn(written: string): number | undefined {
  const plain = written.trim().replace(/[−–]/, "-").replace(",", ".");
  return /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}
