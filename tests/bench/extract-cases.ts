import { readFileSync, readdirSync } from "node:fs";
import type { DxaSite } from "../../src/record/record";
import { type TextReading, readReportText } from "../../src/record/report-text/report-text";

/** What a person reads in a report: site, side, label, value and, where the report names them, the vertebrae. */
export type Expected = readonly [site: DxaSite, side: "left" | "right" | "both" | null, metric: TextReading["metric"], value: number, vertebrae?: string];

export type LabelledReport = {
  readonly id: string;
  readonly language: string;
  readonly about: string;
  readonly text: string;
  readonly expect: readonly Expected[];
  readonly heldBack: boolean;
};

export type Score = { readonly right: number; readonly wrong: number; readonly missed: number };

export type Outcome = {
  readonly report: LabelledReport;
  readonly right: readonly string[];
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
};

const folder = new URL("../cases/reports/", import.meta.url);

/** The first collection in file and id order. Every third is held back: its errors are not looked at while the reader is tuned. */
export function labelledReports(): LabelledReport[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort();
  return files.flatMap((name) => reportsIn(name)).map((report, index) => ({ ...report, heldBack: index % 3 === 2 }));
}

/** The second collection: written from how reports look elsewhere, before its author had read the reader. One half was held back until it had been measured. */
export function secondCollection(): LabelledReport[] {
  return inHalves("second");
}

/** The third collection: labelled and measured by someone who had not read the reader; of its held-back half only the sums have ever been looked at. */
export function thirdCollection(): LabelledReport[] {
  return inHalves("third");
}

/** Compares what is read with what was labelled: a reading is right when site, side, label and value (and vertebrae, where labelled) are. */
export function compare(report: LabelledReport): Outcome {
  const read = readReportText(report.text).readings.map((reading) => ({
    key: key([reading.region.site, reading.region.side ?? null, reading.metric, reading.value]),
    vertebrae: reading.region.vertebrae,
  }));
  const expected = report.expect.map((expectation) => ({ key: key(expectation), vertebrae: expectation[4] }));
  const agrees = (one: { key: string; vertebrae: string | undefined }, other: { key: string; vertebrae: string | undefined }) =>
    one.key === other.key && (other.vertebrae === undefined || one.vertebrae === other.vertebrae);
  return {
    report,
    right: expected.filter((expectation) => read.some((one) => agrees(one, expectation))).map((one) => one.key),
    missed: expected.filter((expectation) => !read.some((one) => agrees(one, expectation))).map((one) => one.key),
    wrong: read
      .filter((one) => !expected.some((expectation) => agrees(one, expectation)))
      .map((one) => `${one.key}${one.vertebrae === undefined ? "" : ` ${one.vertebrae}`}`),
  };
}

export function score(outcomes: readonly Outcome[], metric?: TextReading["metric"]): Score {
  const count = (keys: readonly string[]) => keys.filter((one) => metric === undefined || one.includes(` ${metric} `)).length;
  return outcomes.reduce(
    (sum, { right, wrong, missed }) => ({ right: sum.right + count(right), wrong: sum.wrong + count(wrong), missed: sum.missed + count(missed) }),
    {
      right: 0,
      wrong: 0,
      missed: 0,
    },
  );
}

export function precision({ right, wrong }: Score): number {
  return right + wrong === 0 ? 1 : right / (right + wrong);
}

export function recall({ right, missed }: Score): number {
  return right + missed === 0 ? 1 : right / (right + missed);
}

/** Written and labelled while the reader was improved, to find what it could not do; their errors were looked at. */
export function reportsWhileImproving(): LabelledReport[] {
  return [...reportsIn("second/while-improving.json"), ...reportsIn("third/while-improving.json")].map((report) => ({ ...report, heldBack: false }));
}

function inHalves(collection: string): LabelledReport[] {
  return [
    ...reportsIn(`${collection}/open.json`).map((report) => ({ ...report, heldBack: false })),
    ...reportsIn(`${collection}/held-back.json`).map((report) => ({ ...report, heldBack: true })),
  ];
}

function reportsIn(file: string): Omit<LabelledReport, "heldBack">[] {
  const reports = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as (Omit<LabelledReport, "text" | "heldBack"> & { text: string[] })[];
  return reports.map((report) => ({ ...report, text: report.text.join("\n") }));
}

function key([site, side, metric, value]: Expected): string {
  return `${site} ${side ?? "-"} ${metric} ${value}`;
}
