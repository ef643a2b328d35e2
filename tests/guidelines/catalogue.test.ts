// @vitest-environment node
import { describe, expect, test } from "vitest";
import { basisOf } from "../../src/guidelines/basis";
import { catalogue } from "../../src/guidelines/catalogue";
import { citationOf, citations } from "../../src/guidelines/citations";

/** Dossier 11.1. */
const ids =
  "SCOPE-02 SCOPE-03 STATE-ERR DXA-01 DXA-02 DXA-03 DXA-04 DXA-05 DXA-06 TX-01 TX-02 TX-03 TX-04 TX-05 TX-06 TX-07 TX-08 ONTX-01 ADJ-01 SAFE-01 SAFE-02 SAFE-03 SAFE-04 SAFE-05 SAFE-06 VITD-01 VITD-02 VITD-03 VITD-04 VITD-05 VITD-06 VITD-07 VITD-08 CA-01 CA-02 EX-01 EX-02 SMK-01 ALC-01 BMI-01 FALL-01 MED-01 MED-02 MED-03 OFS-01 PEP-01 K2-01 INT-01 INT-02 INT-03 INT-04".split(
    " ",
  );
/** Rule cards of 11.2 that give the patient no text. */
const cliniciansOnly = ["STATE-ERR", "DXA-05", "TX-08", "VITD-08", "INT-04"];

describe("the catalogue", () => {
  test("holds every rule of the dossier once, in its order", () => {
    expect(catalogue.map(({ id }) => id)).toEqual(ids);
  });

  test("comparisons are written with the signs a person reads", () => {
    const written = JSON.stringify(catalogue.map((rule) => [rule, basisOf(rule.id)]));
    expect(written.match(/.{0,40}(?:>=|<=).{0,40}/g) ?? []).toEqual([]);
  });

  test.each(catalogue)("$id can be reviewed: basis, sources, logic, version", (rule) => {
    const basis = basisOf(rule.id);
    expect(basis).toBeDefined();
    expect(basis?.options.length).toBeGreaterThan(0);
    expect(rule).toMatchObject({ version: "1.0.0", reviewed: "2026-11-23" });
    expect(rule.logic.length).toBeGreaterThan(20);
    const disagreeing = basis?.disagreement?.positions.map(({ citation }) => citation) ?? [];
    const cited = [...rule.citations, ...(basis?.support.map(({ citation }) => citation) ?? []), ...disagreeing];
    expect(cited.filter((id) => citationOf(id) === undefined)).toEqual([]);
  });

  test.each(catalogue)("$id has support for each of its sources, and says how it was read", (rule) => {
    const basis = basisOf(rule.id);
    const argued = [...(basis?.support ?? []), ...(basis?.disagreement?.positions ?? [])].map(({ citation }) => citation);
    const operational = ["SCOPE-02", "STATE-ERR", "DXA-05"];
    expect(argued.length > 0 || operational.includes(rule.id)).toBe(true);
    for (const { verification, strength } of basis?.support ?? []) {
      expect(["verified", "secondary", "recalled"]).toContain(verification);
      expect(strength).not.toBe("");
    }
  });

  test("titles stay neutral: they are shown for rules that did not fire too", () => {
    expect(catalogue.filter(({ title }) => /\bno\b|overdue|not found|missing|osteoporosis/i.test(title)).map(({ id }) => id)).toEqual([]);
  });

  test("the patient's text exists exactly where the rule card has one", () => {
    expect(catalogue.filter(({ id }) => basisOf(id)?.patientText === undefined).map(({ id }) => id)).toEqual(cliniciansOnly);
  });

  test("options are never orders and never name growth-hormone products as something to use", () => {
    const options = catalogue.flatMap(({ id }) => basisOf(id)?.options ?? []);
    expect(options.filter((option) => /\b(must|start taking)\b/i.test(option))).toEqual([]);
    expect(options.filter((option) => /sermorelin|ipamorelin|somatropin/i.test(option))).toEqual([]);
  });
});

describe("the sources", () => {
  test("each has an id of its own and a link: the DOI where there is one", () => {
    expect(new Set(citations.map(({ id }) => id)).size).toBe(citations.length);
    expect(citations.filter(({ doi, link }) => doi !== undefined && link !== `https://doi.org/${doi}`)).toEqual([]);
    expect(citations.filter(({ link }) => !URL.canParse(link))).toEqual([]);
  });

  test("each says what was read and how", () => {
    expect(citations.filter(({ checked }) => checked.length < 10)).toEqual([]);
  });
});
