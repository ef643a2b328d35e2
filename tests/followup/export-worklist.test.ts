// @vitest-environment node
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { exportWorklist, type ExportSummary } from "../../src/followup/export-worklist";
import type { ExportFile } from "../../src/followup/ndjson";
import type { PatientFollowUp } from "../../src/followup/patient-follow-up";
import type { WorklistRow } from "../../src/followup/row";
import type { LeftOut } from "../../src/followup/source";
import { guidelineSettings } from "../../src/guidelines/settings";
import { searchIds } from "../../src/record/searches";
import { defaultRecordSettings } from "../../src/record/site";
import { exportOf, fileOf, gzipped, ndjson } from "./export-files";
import { dxaBooking, dxaOrder, everythingOf, followUpTask, letrozole, patient, spine } from "./one-patient";

const settings = { today: "2026-11-23", record: defaultRecordSettings, guidelines: guidelineSettings() };

async function listOf(
  files: readonly ExportFile[],
): Promise<ExportSummary & { rows: WorklistRow[]; leftOut: LeftOut[]; followUps: Map<string, PatientFollowUp> }> {
  const followUps = new Map<string, PatientFollowUp>();
  const rows: WorklistRow[] = [];
  const leftOut: LeftOut[] = [];
  const pages = exportWorklist(files, settings);
  let step = await pages.next();
  for (; step.done !== true; step = await pages.next()) {
    rows.push(...step.value.rows);
    for (const [id, one] of step.value.followUps ?? []) followUps.set(id, one);
    leftOut.push(...step.value.leftOut);
  }
  return { ...step.value, rows, leftOut, followUps };
}

const two = [...everythingOf("ada"), ...everythingOf("bea")];
const reasons = (list: ExportSummary) => list.problems.map(({ file, line, reason }) => `${file}:${line ?? ""} ${reason}`);
const unloaded = (row: WorklistRow | undefined) => row?.notLoaded.map(({ search }) => search);

describe("a worklist from an export", () => {
  it("holds who takes an aromatase inhibitor, with what the record knows", async () => {
    const other = { ...patient("cleo"), gender: "male" };
    const { rows, problems } = await listOf(exportOf([...two, other]));
    expect(rows.map(({ patientId }) => patientId)).toEqual(["ada", "bea"]);
    expect(rows[0]).toMatchObject({ agent: "letrozole", lastDxa: "2026-03-01", lowestT: -1.2, notLoaded: [], name: "Name of ada" });
    expect(problems).toEqual([]);
  });

  it("is the same whatever the order of files and lines, and whether they are packed", async () => {
    const files = exportOf(two);
    const straight = await listOf(files);
    const backwards = await listOf(files.toReversed());
    const mixed = await listOf([gzipped("everything.ndjson", ndjson(two.toReversed()))]);
    const byId = (rows: readonly WorklistRow[]) => rows.toSorted((a, b) => (a.patientId < b.patientId ? -1 : 1));
    expect(byId(backwards.rows)).toEqual(byId(straight.rows));
    expect(byId(mixed.rows)).toEqual(byId(straight.rows));
  });

  it("shared by several workers is the same list, each patient with one of them", async () => {
    const many = Array.from({ length: 12 }, (_, index) => everythingOf(`p${index}`)).flat();
    const whole = (await listOf(exportOf(many))).rows.map(({ patientId }) => patientId);
    const shared: string[] = [];
    for (const index of [0, 1, 2]) {
      for await (const page of exportWorklist(exportOf(many), settings, { shard: { index, of: 3 } }))
        shared.push(...page.rows.map(({ patientId }) => patientId));
    }
    expect(shared.toSorted()).toEqual(whole.toSorted());
  });

  it("leaves out, and counts, who stopped and who died", async () => {
    const stopped = [patient("sue"), letrozole("sue", { status: "stopped", dispenseRequest: { validityPeriod: { end: "2025-01-01" } } })];
    const dead = everythingOf("dee").map((one) => (one.resourceType === "Patient" ? { ...one, deceasedBoolean: true } : one));
    const { rows, leftOut } = await listOf(exportOf([...two, ...stopped, ...dead]));
    expect(rows).toHaveLength(2);
    expect(leftOut).toEqual(
      expect.arrayContaining([
        { patientId: "sue", why: "not-on-ai" },
        { patientId: "dee", why: "deceased" },
      ]),
    );
  });

  it("finds a drug that stands in a Medication resource, before or after the order", async () => {
    const { medicationCodeableConcept: coded, ...bare } = letrozole("ada");
    const order = { ...bare, medicationReference: { reference: "Medication/m1" } };
    const medication = { resourceType: "Medication", id: "m1", code: coded };
    const rest = everythingOf("ada").filter((one) => one.resourceType !== "MedicationRequest");
    for (const list of [
      [medication, order, ...rest],
      [...rest, order, medication],
    ]) {
      expect((await listOf(exportOf(list))).rows[0]).toMatchObject({ patientId: "ada", agent: "letrozole", notLoaded: [] });
    }
  });

  it("says that patients may be missing when the Medication file is", async () => {
    const { medicationCodeableConcept: _coded, ...bare } = letrozole("ada");
    const { rows, problems } = await listOf(exportOf([...everythingOf("bea"), { ...bare, medicationReference: { reference: "Medication/gone" } }]));
    expect(rows).toHaveLength(1);
    expect(problems).toEqual([expect.objectContaining({ reason: expect.stringMatching(/^1 medication entry names its drug only .*Patients may be missing/) })]);
  });

  it("gives a result to the patient it is about, not to another patient who stands in the same line", async () => {
    const byRelative = { ...spine("bea", -2.7, "2026-06-01"), performer: [{ reference: "Patient/ada" }] };
    const line = JSON.stringify(Object.assign({ resourceType: "", performer: byRelative.performer }, byRelative));
    const { rows } = await listOf([...exportOf(two), fileOf("more.ndjson", `${line}\n`)]);
    expect(rows.find(({ patientId }) => patientId === "ada")).toMatchObject({ lowestT: -1.2 });
    expect(rows.find(({ patientId }) => patientId === "bea")).toMatchObject({ lowestT: -2.7 });
  });
});

describe("what was done about the patients of an export", () => {
  const told = ({ followUps }: { readonly followUps: ReadonlyMap<string, PatientFollowUp> }, id: string) => {
    const { statuses, orders, ...rest } = followUps.get(id) ?? { statuses: new Map<string, never>(), orders: [] };
    return {
      statuses: [...statuses.values()].map(({ ruleId, disposition }) => `${ruleId} ${disposition}`),
      orders: orders.map(({ reference }) => reference),
      ...rest,
    };
  };
  const whole = { statusesUnknown: undefined, ordersUnknown: undefined, notInFiles: [] };

  it("is read as the EHR would tell it, whatever the order of the files, and each patient gets her own", async () => {
    const somebodyElses = { ...dxaOrder("bea"), id: "x", performer: [{ reference: "Patient/ada" }] };
    const anotherApps = { resourceType: "Task", id: "t", status: "requested", code: { text: "Call" }, for: { reference: "Patient/ada" } };
    const takenBack = followUpTask("bea", "VITD-01", "done", { status: "entered-in-error" });
    const more = [followUpTask("ada", "DXA-01", "reached"), takenBack, anotherApps, dxaOrder("bea"), somebodyElses, dxaBooking("ada")];
    const files = exportOf([...two, ...more]);
    for (const list of [await listOf(files), await listOf(files.toReversed())]) {
      expect(told(list, "ada")).toMatchObject({ statuses: ["DXA-01 reached"], orders: ["Appointment/ada-booking"], ...whole });
      expect(told(list, "bea")).toMatchObject({ statuses: [], orders: expect.arrayContaining(["ServiceRequest/bea-order", "ServiceRequest/x"]), ...whole });
      expect(list.rows.map(({ notLoaded }) => notLoaded)).toEqual([[], []]);
      expect(list.problems).toEqual([]);
    }
  });

  it("says which types the export holds nothing of, so that nobody takes that for nothing done", async () => {
    expect(told(await listOf(exportOf(two)), "ada")).toMatchObject({ notInFiles: ["Task", "ServiceRequest", "Appointment"] });
    expect(told(await listOf(exportOf([...two, dxaOrder("bea")])), "ada")).toMatchObject({ orders: [], notInFiles: ["Task", "Appointment"] });
  });

  it("counts what stands twice as its newer version says, wherever that stands", async () => {
    const old = dxaOrder("ada", { meta: { lastUpdated: "2026-11-11T08:00:00Z" } });
    const done = dxaOrder("ada", { status: "completed", meta: { lastUpdated: "2026-11-20T08:00:00Z" } });
    for (const pair of [
      [old, done],
      [done, old],
    ])
      expect(told(await listOf(exportOf([...two, ...pair])), "ada")).toMatchObject({ orders: [] });
  });

  const cutTask = JSON.stringify(followUpTask("ada", "DXA-01", "reached"));
  it.each([
    ["a line that was cut", cutTask.slice(0, -20), "ada"],
    ["a line that is no JSON", cutTask.replace('"code":', '"code"'), "ada"],
    ["a line that names nobody", '{"resourceType":"Task","id":"x","identi', "everybody"],
  ])("is not known where %s could have told of it, and her record stands", async (_what, line, whose) => {
    const list = await listOf([...exportOf([...two, followUpTask("bea", "DXA-01", "done")]), fileOf("Task2.ndjson", `${line}\n`)]);
    const unknown = { statusesUnknown: expect.stringContaining("could not be read"), ordersUnknown: undefined };
    expect(told(list, "ada")).toMatchObject(unknown);
    expect(told(list, "bea")).toMatchObject(whose === "everybody" ? unknown : { statuses: ["DXA-01 done"], statusesUnknown: undefined });
    expect(list.problems).toEqual([expect.objectContaining({ file: "Task2.ndjson", line: 1 })]);
    for (const row of list.rows) expect(row).toMatchObject({ notLoaded: [], dxa: "not-due" });
  });

  it("is not known of anybody where the file of Tasks breaks off", async () => {
    const packed = gzipSync(ndjson([followUpTask("ada", "DXA-01", "reached")]));
    const list = await listOf([...exportOf(two), fileOf("Task.ndjson.gz", packed.subarray(0, packed.length - 12))]);
    for (const id of ["ada", "bea"]) expect(told(list, id)).toMatchObject({ statusesUnknown: expect.stringContaining("could not be read") });
    expect(list.rows.map(({ notLoaded }) => notLoaded)).toEqual([[], []]);
  });

  it("is not known where the export's own list of errors may speak of it, and nor is anything else where it speaks of a task alone", async () => {
    const failed = { resourceType: "OperationOutcome", issue: [{ severity: "error", code: "incomplete", diagnostics: "Task 17 gave up" }] };
    const list = await listOf([...exportOf([...two, followUpTask("bea", "DXA-01", "done")]), fileOf("error.ndjson", ndjson([failed]))]);
    expect(told(list, "ada")).toMatchObject({ statusesUnknown: expect.any(String), ordersUnknown: expect.any(String) });
    for (const row of list.rows) expect(row.dxa).toBe("not-concluded");
  });
});

describe("an export that is damaged", () => {
  it("a half-written line leaves her record incomplete, is listed with its line, and everybody else is judged", async () => {
    const cut = JSON.stringify(spine("ada", -3.1, "2026-06-01")).slice(0, 150);
    const { rows, ...rest } = await listOf([...exportOf(two), fileOf("more.ndjson", `\n${cut}\n`)]);
    const [ada, bea] = rows;
    expect(unloaded(ada)).toEqual(["bone-observations", "context-observations"]);
    expect(ada?.dxa).toBe("not-concluded");
    expect(bea).toMatchObject({ notLoaded: [], dxa: "not-due" });
    expect(reasons(rest)).toEqual(["more.ndjson:2 This line was cut or damaged."]);
  });

  it("a half-written line that names nobody leaves that search incomplete for everybody", async () => {
    const { rows } = await listOf([...exportOf(two), fileOf("more.ndjson", '{"resourceType":"Observation","id":"x')]);
    for (const row of rows) expect(unloaded(row)).toContain("bone-observations");
  });

  it("a cut medication line puts its patient on the list, as not fully loaded", async () => {
    const cut = JSON.stringify(Object.assign({ resourceType: "", subject: { reference: "Patient/zoe" } }, letrozole("zoe"))).slice(0, 120);
    const { rows, problems } = await listOf([...exportOf([...two, patient("zoe")]), fileOf("more.ndjson", cut)]);
    expect(unloaded(rows.find(({ patientId }) => patientId === "zoe"))).toContain("medication-requests");
    expect(problems.map(({ reason }) => reason)).toContain("1 line about medicines could not be read. Patients may be missing from this list.");
  });

  it("a torn gzip file leaves its type incomplete for everybody: no DXA is ever reported missing because of it", async () => {
    const observations = ndjson([
      spine("ada", -1.2),
      ...Array.from({ length: 400 }, (_, index) => spine("nobody", -1, "2026-01-01", { id: `o${index}` })),
      spine("bea", -1),
    ]);
    const packed = gzipSync(observations);
    const torn = fileOf("Observation.ndjson.gz", packed.subarray(0, packed.byteLength - 40));
    const { rows, problems } = await listOf([...exportOf(two.filter((one) => one.resourceType !== "Observation")), torn]);
    for (const row of rows) {
      expect(unloaded(row)).toContain("bone-observations");
      expect(row.dxa).not.toBe("none-on-record");
    }
    expect(problems.some(({ file }) => file === "Observation.ndjson.gz")).toBe(true);
  });

  it("a file in UTF-16 is listed once and leaves its type incomplete", async () => {
    const utf16 = new Uint8Array(Buffer.from(`\uFEFF${ndjson([spine("ada", -1.2)])}`, "utf16le"));
    const { rows, problems } = await listOf([...exportOf(two.filter((one) => one.resourceType !== "Observation")), fileOf("Observation.ndjson", utf16)]);
    expect(problems).toEqual([{ file: "Observation.ndjson", line: undefined, reason: expect.stringContaining("not in UTF-8") }]);
    for (const row of rows) expect(row.dxa).toBe("not-concluded");
  });

  it("a line in Latin-1 is used as far as it can be read, and said to be damaged", async () => {
    const latin = new Uint8Array(Buffer.from(ndjson([{ ...patient("ada"), name: [{ text: "Zoé" }] }]), "latin1"));
    const { rows, problems } = await listOf([...exportOf(two.filter((one) => one.id !== "ada")), fileOf("Patient.ndjson", latin)]);
    expect(rows.find(({ patientId }) => patientId === "ada")).toMatchObject({ age: 66 });
    expect(unloaded(rows.find(({ patientId }) => patientId === "ada"))).toEqual(["patient"]);
    expect(problems).toHaveLength(1);
  });

  it("a patient who stands in it twice is one row, by her newer version, and that is listed", async () => {
    const newer = { ...patient("ada"), name: [{ text: "New Name" }], meta: { lastUpdated: "2026-11-01T00:00:00Z" } };
    const { rows, problems } = await listOf(exportOf([newer, ...two]));
    expect(rows.filter(({ patientId }) => patientId === "ada")).toEqual([expect.objectContaining({ name: "New Name" })]);
    expect(problems).toEqual([expect.objectContaining({ reason: expect.stringContaining("once more") })]);
  });

  it("without any Observation of anybody, nobody is said to have had no DXA", async () => {
    const { rows } = await listOf(exportOf(two.filter((one) => one.resourceType !== "Observation")));
    for (const row of rows) expect(row).toMatchObject({ dxa: "not-concluded", vitaminD: "not-concluded" });
  });

  it.each([
    [
      "an error about one type touches that search of everybody",
      "Observation resources could not be exported",
      ["bone-observations", "context-observations"],
      2,
    ],
    ["an error about one patient touches her alone", 'no access to {"reference":"Patient/ada"}, Condition', ["conditions"], 1],
    ["an error about nothing in particular touches everything of everybody", "Export incomplete", [...searchIds], 2],
  ])("the EHR's own report of what it could not export: %s", async (_what, diagnostics, searches, incomplete) => {
    const outcome = { resourceType: "OperationOutcome", issue: [{ severity: "error", code: "exception", diagnostics: "x" }] };
    const line = diagnostics.includes("{") ? { ...outcome, about: { reference: "Patient/ada" }, type: "Condition" } : { ...outcome, text: diagnostics };
    const { rows, problems } = await listOf([...exportOf(two), fileOf("error.ndjson", ndjson([line]))]);
    const touched = rows.filter(({ notLoaded }) => notLoaded.length > 0);
    expect(touched).toHaveLength(incomplete);
    for (const row of touched) expect(unloaded(row)).toEqual(searches);
    expect(problems).toHaveLength(1);
  });

  it("a thousand damaged lines fill a short list, with the others counted", async () => {
    const { problems } = await listOf([...exportOf(two), fileOf("broken.ndjson", "{\n".repeat(1000))]);
    expect(problems.length).toBeLessThan(30);
    expect(problems.some(({ reason }) => reason.startsWith("980 more"))).toBe(true);
  });
});
