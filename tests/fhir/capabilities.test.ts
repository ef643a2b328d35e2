import { answers, asked, base, json, startAfresh, status } from "./fake-fhir";
import { beforeEach, describe, expect, it, vi } from "vitest";

beforeEach(() => {
  startAfresh();
  sessionStorage.clear();
  vi.resetModules();
});

const statement = (...types: readonly (readonly [string, ...string[]])[]): never =>
  ({
    resourceType: "CapabilityStatement",
    rest: [{ mode: "server", resource: types.map(([type, ...codes]) => ({ type, interaction: codes.map((code) => ({ code })) })) }],
  }) as never;

describe("the CapabilityStatement", () => {
  it("is not asked for until somebody wants it, then once, and without a token", async () => {
    answers("metadata", json(statement(["Patient", "read"], ["Task", "create"])));
    const { capabilitiesOf, lackingTypes, offers } = await import("../../src/fhir/capabilities");
    expect([...lackingTypes(base, ["Procedure"])]).toEqual([]);
    expect(asked).toEqual([]);
    const [first] = await Promise.all([capabilitiesOf(base), capabilitiesOf(base)]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers.has("authorization")).toBe(false);
    expect(first && offers(first, "Task", "create")).toBe(true);
    expect(first && offers(first, "Task", "update")).toBe(false);
  });

  it("keeps later plans from asking for what is not there, also after a reload", async () => {
    answers("metadata", json(statement(["Patient", "read"], ["Procedure", "read"], ["DocumentReference", "search-type"], ["FamilyMemberHistory"])));
    await (await import("../../src/fhir/capabilities")).capabilitiesOf(base);
    vi.resetModules();
    const { lackingTypes } = await import("../../src/fhir/capabilities");
    expect([...lackingTypes(base, ["Procedure", "DocumentReference", "FamilyMemberHistory", "MedicationDispense"])]).toEqual([
      "Procedure",
      "MedicationDispense",
    ]);
    expect([...lackingTypes("https://other.example/fhir", ["Procedure"])]).toEqual([]);
  });

  it("is not believed when it leaves out what no answer may do without", async () => {
    answers("metadata", json(statement(["Patient", "read"])));
    const { capabilitiesOf, lackingTypes } = await import("../../src/fhir/capabilities");
    await capabilitiesOf(base);
    expect([...lackingTypes(base, ["Observation", "MedicationRequest", "Condition", "DiagnosticReport"])]).toEqual([]);
  });

  it.each([
    ["cannot be had", status(500)],
    ["is something else", json({ resourceType: "Bundle" })],
  ])("that %s rules nothing out", async (_what, answer) => {
    answers("metadata", answer);
    const { capabilitiesOf, lackingTypes } = await import("../../src/fhir/capabilities");
    expect(await capabilitiesOf(base)).toBeUndefined();
    expect([...lackingTypes(base, ["Procedure"])]).toEqual([]);
  });
});
