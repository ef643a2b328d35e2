// @vitest-environment node
import { afterEach, describe, expect, it, vi } from "vitest";
import { cohort } from "../../mocks/patients/cohort";
import { ndjsonExport } from "../../mocks/patients/ndjson-export";
import { storyPatients } from "../../mocks/patients/story-patients";
import { sharedResources } from "../../mocks/shared-resources";
import { requestPlan } from "../../src/fhir/plan";
import { runSearch } from "../../src/fhir/search";
import { entriesOf, withEntries } from "../../src/app/session-entries";
import type { EhrAccess } from "../../src/followup/ehr-access";
import { drugSource, type EhrSourceOptions, panelSource } from "../../src/followup/ehr-source";
import { exportWorklist } from "../../src/followup/export-worklist";
import { rowOf, type WorklistRow } from "../../src/followup/row";
import { readRowsFile, writeRowsFile } from "../../src/followup/rows-file";
import { evaluate } from "../../src/guidelines/evaluate";
import { guidelineSettings } from "../../src/guidelines/settings";
import { buildRecord } from "../../src/record/build";
import { type OutsideResult, outsideObservation } from "../../src/record/outside-result";
import { defaultRecordSettings } from "../../src/record/site";
import { fileOf } from "./export-files";
import { byId, readList } from "./read-list";
import { provider, today } from "./sandbox-access";

afterEach(() => void vi.unstubAllGlobals());

const settings = { today, record: defaultRecordSettings, guidelines: guidelineSettings() };
const people = { stories: storyPatients(today), cohort: cohort({ size: 40, onAi: "all", today }) };

/** What the chart review of one patient says, asked and built as the app does, with what was typed into it. */
async function chartRow(patientId: string, access: EhrAccess, key: object = {}): Promise<WorklistRow> {
  const signal = new AbortController().signal;
  const context = { base: access.issuer, grantedScope: access.grantedScope, credentials: access, lacking: new Set<string>(), signal };
  const results = await Promise.all(requestPlan({ patientId, vendor: "sandbox", localCodes: [] }).map((planned) => runSearch(planned, context)));
  const input = {
    patientId,
    resources: results.flatMap((result) => result.resources),
    aliases: new Map(results.flatMap((result) => result.aliases)),
    searches: results.map((result) => result.report),
    today,
  };
  const record = buildRecord(withEntries(input, entriesOf(key)));
  return rowOf(record, evaluate(record, settings.guidelines));
}

async function chartRows(rows: readonly WorklistRow[], access: EhrAccess): Promise<WorklistRow[]> {
  const charts: WorklistRow[] = [];
  for (const { patientId } of byId(rows)) charts.push(await chartRow(patientId, access));
  return charts;
}

async function exportRows(): Promise<WorklistRow[]> {
  const byType = new Map<string, string>(sharedResources.map((resource) => [`shared-${resource.id}`, `${JSON.stringify(resource)}\n`]));
  for (const source of [people.stories, people.cohort]) {
    for (const { type, line } of ndjsonExport(source)) byType.set(type, (byType.get(type) ?? "") + line);
  }
  const rows: WorklistRow[] = [];
  for await (const page of exportWorklist(
    [...byType].map(([name, text]) => fileOf(`${name}.ndjson`, text)),
    settings,
  ))
    rows.push(...page.rows);
  return rows;
}

describe("a row of the worklist and the chart of the same patient never disagree", () => {
  it("when the list is made by search from the drug", async () => {
    const { access } = provider({ sources: [people.cohort] });
    const { rows, leftOut, problems } = await readList(drugSource({ ...settings, access, inFlight: 6 }));
    expect(rows.length).toBeGreaterThan(50);
    expect(leftOut).toContainEqual({ patientId: "not-on-ai", why: "not-on-ai" });
    expect(problems).toEqual([]);
    expect(byId(rows)).toEqual(await chartRows(rows, access));
  });

  it("when the list is made from a panel of the EHR", async () => {
    const { access } = provider();
    const { rows, leftOut } = await readList(panelSource({ type: "Group", id: "sandbox-panel" }, { ...settings, access, inFlight: 6 }));
    expect(rows.length + leftOut.length).toBe(people.stories.ids.length);
    expect(byId(rows)).toEqual(await chartRows(rows, access));
  });

  it("when the list is made from an export, and when its rows were made beforehand", async () => {
    const { access } = provider({ sources: [people.cohort] });
    const rows = await exportRows();
    const charts = await chartRows(rows, access);
    expect(rows.length).toBeGreaterThan(50);
    expect(byId(rows)).toEqual(charts);
    const loaded = readRowsFile(writeRowsFile({ madeOn: today, problems: 0, rows })).rows;
    expect(JSON.stringify(byId(loaded))).toBe(JSON.stringify(charts));
  });

  it("also when results from outside were typed into her chart, and when her record was only partly read", async () => {
    const { access, sandbox } = provider({ sources: [people.cohort] });
    const typed: readonly OutsideResult[] = [
      { kind: "vitamin-d", id: "e-1", date: "2026-11-02", value: 9, unit: "ng/mL" },
      { kind: "dxa", id: "e-2", date: "2026-10-01", region: { site: "total-hip", side: "left", vertebrae: undefined }, tScore: -2.7 },
    ];
    const keys = new Map(people.stories.ids.map((id) => [id, {}]));
    for (const [id, key] of keys) for (const entry of typed) entriesOf(key).addOutsideResult({ ...entry, observation: outsideObservation(entry, id) });
    const amend: EhrSourceOptions["amend"] = (input) => withEntries(input, entriesOf(keys.get(input.patientId) ?? {}));
    for (const faults of [[], [{ type: "DiagnosticReport", on: "search", status: 403 } as const]]) {
      sandbox.faults.replace(faults);
      const { rows } = await readList(panelSource({ type: "Group", id: "sandbox-panel" }, { ...settings, access, inFlight: 6, amend }));
      const charts: WorklistRow[] = [];
      for (const { patientId } of byId(rows)) charts.push(await chartRow(patientId, access, keys.get(patientId)));
      expect(byId(rows)).toEqual(charts);
      expect(rows.filter(({ vitaminDText }) => vitaminDText === "9 ng/mL").length).toBeGreaterThan(10);
      expect(rows.some(({ notLoaded }) => notLoaded.length > 0)).toBe(faults.length > 0);
    }
  });

  it("even where her disease puts her outside the interval rules, and where nothing is due", async () => {
    const rows = await exportRows();
    expect(rows.find(({ patientId }) => patientId === "metastatic")).toMatchObject({ dxa: "outside", vitaminD: "outside" });
    expect(rows.find(({ patientId }) => patientId === "new-start")).toMatchObject({ dxa: "none-on-record", vitaminD: "none-on-record" });
  });
});
