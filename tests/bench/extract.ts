import type { TextReading } from "../../src/record/report-text/report-text";
import {
  compare,
  type LabelledReport,
  labelledReports,
  type Outcome,
  precision,
  recall,
  reportsWhileImproving,
  score,
  secondCollection,
  thirdCollection,
} from "./extract-cases";

const metrics: readonly (TextReading["metric"] | undefined)[] = [undefined, "bmd", "t-score", "z-score"];

const row = (...cells: readonly string[]) => cells.map((cell, index) => (index === 0 ? cell.padEnd(26) : cell.padStart(10))).join("");
const percent = (share: number) => `${(share * 100).toFixed(2)} %`;

print("First collection", labelledReports());
print("Second collection, written independently of the reader", secondCollection());
print("Third collection, labelled before the reader was read", thirdCollection());
print("Written while the reader was improved", reportsWhileImproving());

function print(collection: string, reports: readonly LabelledReport[]): void {
  const outcomes = reports.map((report) => compare(report));
  const open = outcomes.filter(({ report }) => !report.heldBack);
  table(`${collection}: open part`, open);
  const heldBack = outcomes.filter(({ report }) => report.heldBack);
  if (heldBack.length > 0) table(`${collection}: held back (not looked at while tuning)`, heldBack);
  misses(open);
}

function table(title: string, part: readonly Outcome[]): void {
  console.log(`\n${title}: ${part.length} reports, ${part.reduce((sum, { report }) => sum + report.expect.length, 0)} labelled values`);
  console.log(row("", "precision", "recall", "right", "wrong", "missed"));
  for (const metric of metrics) {
    const result = score(part, metric);
    console.log(
      row(`  ${metric ?? "all"}`, percent(precision(result)), percent(recall(result)), String(result.right), String(result.wrong), String(result.missed)),
    );
  }
}

function misses(part: readonly Outcome[]): void {
  const troubled = part.filter(({ wrong, missed }) => wrong.length + missed.length > 0);
  console.log(`\nMisses of the open part: ${troubled.length} reports`);
  for (const { report, wrong, missed } of troubled) {
    console.log(`  ${report.id} ${report.language} ${report.about}`);
    for (const one of wrong) console.log(`    wrong   ${one}`);
    for (const one of missed) console.log(`    missed  ${one}`);
  }
}
