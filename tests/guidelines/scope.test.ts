// @vitest-environment node
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/guidelines/evaluate";
import {
  firedIds,
  judgementOf,
  monthsAgo,
  notRecorded,
  onAromataseInhibitor,
  present,
  promptOf,
  recordWith,
  scan,
  densityOf,
  unavailable,
  noDxa,
} from "./record-with";
import { judgeRows } from "./rule-rows";

const premenopausalAge = { patient: { age: present(43, undefined) }, menopause: { status: notRecorded("conditions") } };

describe("which patients the rules are for", () => {
  judgeRows([
    ["metastatic disease on record gates", "SCOPE-02", { disease: { metastatic: present({ label: "Bone metastasis" }) } }, "fired"],
    ["no metastatic disease on record does not gate", "SCOPE-02", {}, "not-fired"],
    ["whether disease is metastatic is not known when diagnoses failed", "SCOPE-02", { disease: { metastatic: unavailable("conditions") } }, "not-evaluable"],
    ["at 43 with unrecorded menopause, confirm it", "SCOPE-03", premenopausalAge, "fired"],
    ["at 49 with unrecorded menopause, confirm it", "SCOPE-03", { ...premenopausalAge, patient: { age: present(49, undefined) } }, "fired"],
    ["at 50 it is not asked", "SCOPE-03", { ...premenopausalAge, patient: { age: present(50, undefined) } }, "not-fired"],
    [
      "recorded as unknown is asked again",
      "SCOPE-03",
      { ...premenopausalAge, menopause: { status: { state: "recorded-unknown", date: undefined, sources: [] } } },
      "fired",
    ],
    [
      "ovarian suppression settles it",
      "SCOPE-03",
      { ...premenopausalAge, menopause: { status: notRecorded("conditions"), ovarianSuppression: present({ label: "goserelin" }) } },
      "not-fired",
    ],
    ["a man is not asked", "SCOPE-03", { ...premenopausalAge, patient: { age: present(43, undefined), sex: present("male", undefined) } }, "not-fired"],
    ["unknown age stays silent", "SCOPE-03", { ...premenopausalAge, patient: { age: unavailable("patient") } }, "not-evaluable"],
    ["diagnoses failed: menopausal status is open", "SCOPE-03", { ...premenopausalAge, menopause: { status: unavailable("conditions") } }, "not-evaluable"],
    [
      "a failed medication search leaves suppression open",
      "SCOPE-03",
      { ...premenopausalAge, menopause: { status: notRecorded("conditions"), ovarianSuppression: unavailable("medication-requests") } },
      "not-evaluable",
    ],
  ]);

  test("with metastatic disease nothing else fires, not even a very low vitamin D", () => {
    const record = recordWith({
      disease: { metastatic: present({ label: "Secondary malignant neoplasm of bone" }) },
      boneDensity: densityOf(scan(monthsAgo(30), [{ t: -2.8 }])),
    });
    expect(evaluate(record).prompts.map(({ id }) => id)).toEqual(["SCOPE-02"]);
    expect(judgementOf("TX-01", record)).toMatchObject({ outcome: "not-fired", because: expect.stringContaining("Metastatic pathway") });
  });

  test("who takes no aromatase inhibitor gets no prompt", () => {
    const none = notRecorded("medication-requests");
    const record = recordWith({ therapy: { currentAromataseInhibitor: none, aromataseInhibitorSince: none, aromataseInhibitors: [] }, boneDensity: noDxa });
    expect(evaluate(record).prompts).toEqual([]);
    expect(judgementOf("DXA-01", record)).toMatchObject({ outcome: "not-fired" });
  });

  test("when medication orders failed, nothing is concluded from a missing aromatase inhibitor", () => {
    const lost = unavailable("medication-requests");
    const record = recordWith({
      therapy: { currentAromataseInhibitor: lost, aromataseInhibitorSince: lost, aromataseInhibitors: [], medicationListComplete: false },
      searches: { "medication-requests": "failed" },
    });
    expect(evaluate(record).prompts.map(({ id }) => id)).toEqual(["STATE-ERR"]);
    const said = JSON.stringify(evaluate(record));
    expect(said).not.toMatch(/(no|not on( an)?) (current |active )?aromatase/i);
  });

  test("below 45 without a breast cancer diagnosis letrozole may be a fertility treatment", () => {
    const without = { disease: { breastCancer: notRecorded("conditions") } };
    expect(judgementOf("DXA-01", recordWith({ ...without, patient: { age: present(44, undefined) } }))).toMatchObject({ outcome: "not-evaluable" });
    const sexNotRecorded = { age: present(44, undefined), sex: notRecorded("patient") };
    expect(judgementOf("DXA-01", recordWith({ ...without, patient: sexNotRecorded })).outcome).toBe("not-evaluable");
    expect(judgementOf("CA-01", recordWith({ ...without, patient: { ...sexNotRecorded, sex: present("male", undefined) } })).outcome).toBe("fired");
    const older = judgementOf("CA-01", recordWith({ ...without, patient: { age: present(45, undefined) } }));
    expect(older.outcome).toBe("fired");
    expect(older.missing.map(({ label }) => label)).toContain("Breast cancer diagnosis");
  });

  test("that no diagnosis is on record is said beside what else is missing, not in its place", () => {
    const record = recordWith({ disease: { breastCancer: notRecorded("conditions") }, boneDensity: noDxa, searches: { documents: "failed" } });
    expect(judgementOf("DXA-01", record).missing.map(({ label }) => label)).toEqual(["documents", "Breast cancer diagnosis"]);
  });

  test("children and the deceased are outside", () => {
    expect(evaluate(recordWith({ patient: { age: present(15, undefined) } })).prompts).toEqual([]);
    expect(evaluate(recordWith({ patient: { deceased: present(true, undefined) } })).prompts).toEqual([]);
  });

  test("a man of 66 is told that the evidence is in women, and only TX-01 and TX-06 look at his density", () => {
    const man = { patient: { sex: present("male" as const, undefined), age: present(66, undefined) }, menopause: { status: notRecorded("conditions") } };
    const low = recordWith({ ...man, boneDensity: densityOf(scan(monthsAgo(6), [{ t: -2.6 }])) });
    expect(firedIds(low)).toEqual(["EX-02", "SAFE-01", "TX-01"]);
    expect(promptOf("TX-01", { ...man, boneDensity: densityOf(scan(monthsAgo(6), [{ t: -2.6 }])) }).inputs).toContainEqual(
      expect.objectContaining({ label: "Sex", note: "Guideline evidence is for women." }),
    );
    expect(firedIds(recordWith({ ...man, boneDensity: densityOf(scan(monthsAgo(6), [{ t: -2.1 }])) }))).toEqual([]);
  });

  test("the adjuvant talk belongs to the start of treatment in women", () => {
    expect(judgementOf("ADJ-01", recordWith({ patient: { sex: present("male", undefined) }, therapy: onAromataseInhibitor(monthsAgo(1)) })).outcome).toBe(
      "not-fired",
    );
  });
});
