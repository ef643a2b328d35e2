// @vitest-environment node
import { describe, expect, test } from "vitest";
import { riskFactors } from "../../src/guidelines/risk-factors";
import { guidelineSettings } from "../../src/guidelines/settings";
import { date, type Overrides, present, recordWith, unavailable } from "./record-with";

const count = (overrides: Overrides, settings = guidelineSettings()) => riskFactors(recordWith(overrides), settings);
const known = (overrides: Overrides) => count(overrides).known.map(({ id }) => id);

describe("the six risk factors of Hadji 2017 and ESMO 2020", () => {
  test.each([
    ["66 years", { patient: { age: present(66, undefined) } }, ["age"]],
    ["65 years is not above 65", { patient: { age: present(65, undefined) } }, []],
    ["former smoking counts", { risk: { smoking: present("former") } }, ["smoking"]],
    ["BMI 24.0 is not below 24", { risk: { bmi: present(24) } }, []],
    ["BMI 23.9", { risk: { bmi: present(23.9) } }, ["bmi"]],
    ["a parent's hip fracture", { risk: { parentalHipFracture: present(true) } }, ["parental-hip-fracture"]],
    ["parents without hip fracture", { risk: { parentalHipFracture: present(false) } }, []],
    [
      "own fragility fracture at 51",
      { risk: { fractures: present([{ label: "Wrist fracture", site: "other", certainty: "fragility", age: 51 }]) } },
      ["own-fracture"],
    ],
    ["own fragility fracture at 50", { risk: { fractures: present([{ label: "Wrist fracture", site: "other", certainty: "fragility", age: 50 }]) } }, []],
    ["a fracture of unknown mechanism", { risk: { fractures: present([{ label: "Hip fracture", site: "hip", certainty: "possible", age: 62 }]) } }, []],
    ["oral glucocorticoid for 7 months", { risk: { glucocorticoid: present({ months: 7, mgPerDay: undefined, current: false }) } }, ["glucocorticoid"]],
    ["oral glucocorticoid for 6 months", { risk: { glucocorticoid: present({ months: 6, mgPerDay: 20, current: true }) } }, []],
  ] as readonly (readonly [string, Overrides, readonly string[]])[])("%s", (_name, overrides, ids) => {
    expect(known(overrides)).toEqual(ids);
  });

  test("born in a year without a day, she may be above 65: that is not recorded, and not absent", () => {
    const born = (written: string, age: number) => ({ patient: { age: present(age, undefined), birthDate: present(date(written), undefined) } });
    expect(count(born("1960", 65)).notRecorded.map(({ id }) => id)).toContain("age");
    expect(count(born("1961", 64)).notRecorded.map(({ id }) => id)).not.toContain("age");
    expect(known(born("1959", 66))).toEqual(["age"]);
  });

  test("what is not recorded is counted apart and never as absent", () => {
    expect(count({}).text).toBe("0 of 6 present (3 not recorded)");
    expect(count({ patient: { age: present(71, undefined) }, risk: { smoking: present("former"), bmi: unavailable("context-observations") } }).text).toBe(
      "2 of 6 present (3 not recorded and 1 not loaded)",
    );
  });

  test("a denied fracture of a parent is not told as one", () => {
    const told = (value: boolean) => count({ risk: { parentalHipFracture: present(value) } }).all.find(({ id }) => id === "parental-hip-fracture")?.detail;
    expect([told(true), told(false)]).toEqual(["parental hip fracture", "no parental hip fracture"]);
  });

  test("what is still loading has not failed, and is counted apart", () => {
    const { text, all } = count({ risk: { smoking: { ...unavailable("context-observations"), pending: true }, bmi: unavailable("context-observations") } });
    expect(text).toBe("0 of 6 present (3 not recorded, 1 not loaded and 1 still loading)");
    expect(all.filter(({ pending }) => pending === true).map(({ id }) => id)).toEqual(["smoking"]);
  });

  test("unknown smoking is not never smoked", () => {
    const { notRecorded, all } = count({ risk: { smoking: { state: "recorded-unknown", date: undefined, sources: [] } } });
    expect(notRecorded.map(({ id }) => id)).toContain("smoking");
    expect(all.find(({ id }) => id === "smoking")?.state).toBe("not-recorded");
  });

  test("a fracture of unknown mechanism or age stays an open question", () => {
    const open = count({ risk: { fractures: present([{ label: "Hip fracture", site: "hip", certainty: "possible", age: 62 }]) } });
    expect(open.notRecorded.map(({ id }) => id)).toContain("own-fracture");
    const wrist = (certainty: "fragility" | "possible", age: number | undefined) =>
      count({ risk: { fractures: present([{ label: "Wrist fracture", site: "other", certainty, age }]) } }).all.find(({ id }) => id === "own-fracture")?.state;
    expect(wrist("fragility", undefined)).toBe("not-recorded");
    expect(wrist("possible", 51)).toBe("not-recorded");
    expect(wrist("possible", 50)).toBe("absent");
  });

  test("a site may count age above 70", () => {
    const settings = guidelineSettings({ ageRiskAbove: 70 });
    expect(count({ patient: { age: present(68, undefined) } }, settings).known).toEqual([]);
  });
});
