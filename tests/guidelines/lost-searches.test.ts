// @vitest-environment node
import { readdirSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { storyPatients } from "../../mocks/patients/story-patients";
import { evaluate } from "../../src/guidelines/evaluate";
import { buildRecord } from "../../src/record/build";
import { type BundleRecord, readBundle, searchedType } from "../../src/record/bundle";
import { isRecord } from "../../src/record/chart";
import { type SearchState, searchIds } from "../../src/record/searches";
import { caseBundle } from "../record/chart-of";
import { administration, order, patientP1, resource } from "../record/medication/drug-resources";

/** What a search did not bring is gone from the resources too, unlike in the properties over facts. */

const today = "2026-11-23";
const bundle = (resources: readonly unknown[]) => ({ resourceType: "Bundle", type: "collection", entry: resources.map((one) => ({ resource: one })) });

const ai = order("ai", "anastrozole 1 mg tablet", { authoredOn: "2024-01-10" });
const cancer = resource("Condition", "c", {
  clinicalStatus: { coding: [{ code: "active" }] },
  code: { coding: [{ system: "http://hl7.org/fhir/sid/icd-10-cm", code: "C50.911" }] },
});
const spine = (score: number) =>
  resource("Observation", "t", {
    status: "final",
    code: { coding: [{ system: "http://loinc.org", code: "80939-8" }], text: "DXA Lumbar spine [T-score]" },
    effectiveDateTime: "2026-05-04",
    valueQuantity: { value: score, unit: "{Tscore}" },
  });
const given = (what: string, day: string) => resource("Procedure", `p-${day}`, { status: "completed", code: { text: what }, performedDateTime: day });

/** Stories in which what stands in one type of resource takes back what another type says. */
const contradicted: Readonly<Record<string, readonly unknown[]>> = {
  "an infusion on record only as a procedure": [patientP1, ai, cancer, spine(-2.7), given("Zoledronic acid 5 mg infusion", "2026-06-02")],
  "the later injection on record only as a procedure": [
    patientP1,
    ai,
    cancer,
    spine(-2.7),
    administration("d", "denosumab 60 mg", "2026-03-23"),
    given("Injection of denosumab 60 mg", "2026-09-20"),
  ],
  "an implant on record only as a procedure": [{ ...patientP1, birthDate: "1982-04-12" }, ai, cancer, given("Goserelin 3.6 mg implant", "2026-11-02")],
};

const stories = storyPatients(today);
const records: readonly (readonly [string, BundleRecord])[] = [
  ...Object.entries(contradicted).map(([name, resources]) => [name, readBundle(bundle(resources))] as const),
  ...stories.ids.filter((id) => id !== "dense-history").map((id) => [id, readBundle(bundle(stories.load(id)))] as const), // its 1,700 resources take too long
  ...caseFolders().map((folder) => [folder, readBundle(caseBundle(folder))] as const),
];

type Loss = { readonly state: SearchState; readonly type: string; readonly keeps: (index: number) => boolean };

const types = [...new Set(searchIds.map((id) => searchedType[id]))].filter((type) => type !== "Patient"); // one read, nothing else asks for it
const wholeLoss = fc.record({ type: fc.constantFrom(...types), state: fc.constantFrom<SearchState>("failed", "refused", "pending") });
const partialLoss = fc.record({ type: fc.constantFrom(...types), kept: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }) });
const anyLoss: fc.Arbitrary<Loss> = fc.oneof(
  wholeLoss.map((loss) => ({ ...loss, keeps: () => false })),
  partialLoss.map(({ type, kept }) => ({ type, state: "partial" as const, keeps: (index: number) => kept[index % kept.length] === true })),
);

function promptsOf(record: BundleRecord, losses: readonly Loss[] = []) {
  const lossOf = (type: unknown) => losses.find((loss) => loss.type === type);
  const resources = record.resources.filter((one, index) => lossOf(isRecord(one) ? one["resourceType"] : undefined)?.keeps(index) ?? true);
  const searches = record.searches.map((search) => ({
    ...search,
    state: lossOf(searchedType[search.id])?.state ?? search.state,
    reason: "the server answered 500",
  }));
  return evaluate(buildRecord({ ...record, resources, searches, today })).prompts;
}

/** A scan of which the start is lost moves from "predates the start" (DXA-02) to its age (DXA-03, DXA-04): both are true. */
const sameClaim = (before: ReadonlySet<string>, id: string) => before.has("DXA-02") && (id === "DXA-03" || id === "DXA-04");

function addedBy(losses: readonly Loss[], record: BundleRecord): readonly string[] {
  const before = new Set(promptsOf(record).map(({ id }) => id));
  return promptsOf(record, losses)
    .map(({ id }) => id)
    .filter((id) => !before.has(id) && id !== "STATE-ERR" && !sameClaim(before, id));
}

describe("what a search did not bring adds no conclusion", () => {
  test.each(records)("%s: each type of resource lost on its own", (_, record) => {
    const added = types.flatMap((type) => addedBy([{ type, state: "failed", keeps: () => false }], record).map((id) => `${id} without ${type}`));
    expect(added).toEqual([]);
  });

  test("several lost, wholly or in part", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...records),
        fc.uniqueArray(anyLoss, { minLength: 1, maxLength: 3, selector: ({ type }) => type }),
        ([name, record], losses) => {
          expect({ name, added: addedBy(losses, record) }).toEqual({ name, added: [] });
        },
      ),
      { numRuns: 300, seed: 20261123 }, // the same losses for everybody; 4,000 others were tried once
    );
  });

  test.each([
    ["an infusion on record only as a procedure", "T-score −2.7 at lumbar spine (4 May 2026) is on record"],
    ["the later injection on record only as a procedure", "the last denosumab dose found is of 23 Mar 2026"],
  ])("%s: procedures that failed are as urgent as the alert they hold back, and what stands is said", (name, stands) => {
    const [, record] = records.find(([one]) => one === name) ?? [];
    if (record === undefined) throw new Error(`${name} is no story`);
    const prompts = promptsOf(record, [{ type: "Procedure", state: "refused", keeps: () => false }]);
    expect(prompts.find(({ id }) => id === "STATE-ERR")).toMatchObject({ priority: "H", whyNow: expect.stringContaining(stands) });
  });
});

function caseFolders(): readonly string[] {
  const folder = new URL("../cases/fhir/", import.meta.url);
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}
