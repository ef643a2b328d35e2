// @vitest-environment node
import { describe, expect, it, vi } from "vitest";
import { storyPatients } from "../../mocks/patients/story-patients";
import { guidelineSettings } from "../../src/guidelines/settings";
import { searchIds, type SearchReport } from "../../src/record/searches";

const today = "2026-11-23";
const stories = storyPatients(today);
const searches = searchIds.map(
  (id): SearchReport => ({ id, resourceType: "", state: "complete", reason: "", pages: 1, resources: 1, warnings: [], answeredAt: `${today}T09:41:00` }),
);

/** Readers as a page has them that was just opened: nothing remembered. */
async function freshReaders() {
  vi.resetModules();
  const [{ evaluate }, { buildRecord }, { madeUp }] = await Promise.all([
    import("../../src/guidelines/evaluate"),
    import("../../src/record/build"),
    import("../../src/app/rehearsal"),
  ]);
  return (input: Parameters<typeof buildRecord>[0] | "made-up"): string => {
    const record = buildRecord(input === "made-up" ? madeUp : input);
    return JSON.stringify([record, evaluate(record, guidelineSettings())], (_, value: unknown) =>
      value instanceof Map ? [...(value as Map<unknown, unknown>)] : value,
    );
  };
}

/** Everything that the readers remember is remembered by its words alone, never by whose it was. */
describe("what was read before", () => {
  const inputOf = (patientId: string) => ({ patientId, resources: stories.load(patientId), searches, today });

  it("leaves nothing of the rehearsal in any patient's record", async () => {
    const changed: string[] = [];
    for (const id of stories.ids) {
      const read = await freshReaders();
      const alone = read(inputOf(id));
      const rehearsed = await freshReaders();
      rehearsed("made-up");
      if (rehearsed(inputOf(id)) !== alone || alone.includes("rehearsal")) changed.push(id);
    }
    expect(changed).toEqual([]);
  });

  it("leaves nothing of one patient in another's record", async () => {
    const read = await freshReaders();
    const after = stories.ids.map((id) => read(inputOf(id)));
    const changed: string[] = [];
    for (const [index, id] of stories.ids.entries()) {
      const alone = await freshReaders();
      if (alone(inputOf(id)) !== after[index]) changed.push(id);
    }
    expect(changed).toEqual([]);
  });
});
