// @vitest-environment node
import { describe, expect, it } from "vitest";
import { patientLanguage } from "../../src/handout/patient-language";

const speaks = (code: string, more: object = {}) => ({ language: { coding: [{ system: "urn:ietf:bcp:47", code }] }, ...more });
const of = (...communication: readonly unknown[]) => patientLanguage([{ resourceType: "Patient", id: "p1", communication }], "p1");

describe("the language a patient's sheet starts in", () => {
  it.each([
    ["Spanish, as recorded", of(speaks("es")), "es", "recorded"],
    ["Spanish of a region", of(speaks("es-MX")), "es", "recorded"],
    ["Spanish in the older three letters", of(speaks("spa")), "es", "recorded"],
    ["Spanish in words alone", of({ language: { text: "Spanish (Castilian)" } }), "es", "recorded"],
    ["English, as recorded", of(speaks("en-US")), "en", "recorded"],
    ["the preferred of two", of(speaks("en"), speaks("es", { preferred: true })), "es", "recorded"],
    ["English for who speaks both alike", of(speaks("es"), speaks("en")), "en", "recorded"],
    ["English where neither is spoken, and it is said", of(speaks("zh")), "en", "other"],
    ["Estonian is not Spanish", of(speaks("est")), "en", "other"],
    ["English where nothing is recorded", of(), "en", "not-recorded"],
    ["English where what is recorded cannot be read", of(null, 5, { language: "es" }), "en", "other"],
  ] as const)("%s", (_, found, language, how) => expect(found).toMatchObject({ language, how }));

  it("is never taken from another patient's record", () => {
    expect(patientLanguage([{ resourceType: "Patient", id: "p2", communication: [speaks("es")] }], "p1")).toMatchObject({
      language: "en",
      how: "not-recorded",
    });
  });
});
