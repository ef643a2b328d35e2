import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { evaluate } from "../../src/guidelines/evaluate";
import { buildRecord } from "../../src/record/build";
import { readBundle } from "../../src/record/bundle";
import type { BoneHealthRecord } from "../../src/record/record";
import type { SearchReport } from "../../src/record/searches";
import { ReviewScreen } from "../../src/review/review-screen";
import { visibleText } from "./visible-text";

const folder = "tests/cases/fhir";
const names = readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/bundle.json`));

type Fault = { readonly type: string; readonly status: number; readonly times?: number };
type Case = { readonly mustShow?: readonly string[]; readonly mustNotShow?: readonly string[]; readonly faults?: readonly Fault[] };

afterEach(cleanup);

function caseOf(name: string): Case {
  const file = `${folder}/${name}/case.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Case) : {};
}

/** The record as the app would have it: what a lasting fault keeps back is missing, and its searches say so. */
function recordOf(name: string): BoneHealthRecord {
  const bundle = readBundle(JSON.parse(readFileSync(`${folder}/${name}/bundle.json`, "utf8")));
  const faults = (caseOf(name).faults ?? []).filter((fault) => fault.times === undefined);
  const faultOf = (type: unknown) => faults.find((fault) => fault.type === type);
  const searches = bundle.searches.map((search): SearchReport => {
    const fault = faultOf(search.resourceType);
    if (fault === undefined) return search;
    return { ...search, state: fault.status === 403 ? "refused" : "failed", reason: `The server answered ${fault.status}.`, pages: 0, resources: 0 };
  });
  const resources = bundle.resources.filter((resource) => faultOf((resource as { resourceType?: unknown } | null)?.resourceType) === undefined);
  return buildRecord({ ...bundle, resources, searches, today: "2026-11-23" });
}

async function show(name: string): Promise<HTMLElement> {
  const record = recordOf(name);
  const { container } = render(
    <ReviewScreen record={record} evaluation={evaluate(record)} onRetry={() => undefined} onConfirmReading={() => undefined} chartWidth={640} />,
  );
  await screen.findByRole("region", { name: "Data quality" });
  await expect.poll(() => container.textContent, { timeout: 20_000 }).not.toContain("Drawing…");
  return container;
}

/** What the expectation of a case says in words (expect.md), beyond its patterns. */
const expected: Readonly<Record<string, { readonly shows?: readonly RegExp[]; readonly never?: readonly RegExp[] }>> = {
  "01-vitd-nmol": { shows: [/81 nmol\/L \(3 Feb 2026\)/] },
  "05-vitd-valuestring": { shows: [/HEMOLYZED - NOT DONE/, /<4/, />150/], never: [/vitamin D 4 ng/] },
  "07-vitd-1-25-not-mixed": { shows: [/25-OH vitamin D 18 ng\/mL \(1 Nov 2025\)/] },
  "09-entered-in-error": { shows: [/34 ng\/mL/, /T-score −1\.1/], never: [/\b9 ng\/mL/, /\b8 ng\/mL/, /defici(t|ent) by/] },
  "10-preliminary-then-amended": { shows: [/31 ng\/mL/, /T-score −1\.6/, /amended/i], never: [/−2\.6/] },
  "12-dxa-conclusion-only": { shows: [/DXA of 3 Feb 2026 with its values in the report text/, /read from the report, confirm/], never: [/overdue/] },
  "15-two-scanner-makers": { shows: [/different scanner, not comparable/, /change not calculated/] },
  "17-tscore-code-with-bmd-value": { shows: [/bone density results cannot be used/], never: [/osteoporosis/i, /no DXA (result|in the)/i] },
  "19-partial-dates": { shows: [/for about 5 years \(since 2021\)/, /\(2024\)/], never: [/1 Jan 2021/] },
  "24-med-three-sources": { shows: [/On anastrozole for 3 years 9 months \(since 1 Feb 2023\)/, /This course as a table/] },
  "25-ai-status-variety": { shows: [/No current aromatase inhibitor/, /exemestane taken earlier/], never: [/next DXA/] },
  "27-brand-text-only-and-lookalikes": { shows: [/On letrozole/], never: [/on femring|letairis|aromatherapy/i] },
  "29-premenopausal-ofs-zscore": { shows: [/Z-score −2\.2/, /below the expected range for age/], never: [/osteoporosis range|low bone mass/] },
  "31-operationoutcome-in-searchset": { never: [/OperationOutcome\//] },
  "32-forbidden-one-type": { shows: [/diagnostic reports \(refused\)/, /when the next DXA is due cannot be told/], never: [/\bno DXA (in|on|found)|overdue/i] },
  "36-server-500-always": { shows: [/Aromatase-inhibitor treatment could not be read/, /medication orders \(failed\)/] },
  "42-xss-in-every-text": { shows: [/<script>/] },
  "46-denosumab-stopped": { shows: [/Alert\n.*denosumab/i] },
  "48-metastatic-bone": { shows: [/metastatic disease on record, so prompts about bone loss do not apply/], never: [/next DXA/, /FRAX/] },
  "54-tamoxifen-then-ai": { shows: [/On anastrozole for 4 years 4 months \(since 1 Jul 2022\)/] },
  "57-tscore-odd-value-types": { shows: [/T-score −2\.0/, /hip replacement/] },
  "60-no-data-at-all": { shows: [/No aromatase inhibitor in the connected record/, /no DXA in the connected record/, /no 25-OH vitamin D/] },
};

describe.each(names)("%s on the screen", (name) => {
  it("shows what it must and nothing that it must not", async () => {
    const seen = visibleText(await show(name));
    if (process.env["SHOW_CASES"]) console.log(`\n===== ${name}\n${seen}`);
    for (const pattern of caseOf(name).mustShow ?? []) expect(seen).toMatch(new RegExp(pattern, "i"));
    for (const pattern of caseOf(name).mustNotShow ?? []) expect(seen).not.toMatch(new RegExp(pattern, "i"));
    for (const pattern of expected[name]?.shows ?? []) expect(seen).toMatch(pattern);
    for (const pattern of expected[name]?.never ?? []) expect(seen).not.toMatch(pattern);
    expect(seen).not.toMatch(/undefined|\bNaN\b|\[object |Invalid Date|\{[a-z]+\}/);
  });
});

describe("markup in a patient's data", () => {
  it("is shown as characters and never becomes an element", async () => {
    const container = await show("42-xss-in-every-text");
    for (const details of container.querySelectorAll("details")) details.open = true;
    expect(container.querySelectorAll("img, script, iframe, object, [onerror], [onload]")).toHaveLength(0);
  });
});
