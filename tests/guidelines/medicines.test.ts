// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { DrugClass, DrugCourse } from "../../src/record/record";
import { course, monthsAgo, notRecorded, type Overrides, present, promptOf, unavailable } from "./record-with";
import { judgeRows } from "./rule-rows";

const taking = (drugClass: DrugClass, agent: string, parts: Partial<DrugCourse> = {}): Overrides => ({
  therapy: { others: [course(drugClass, agent, parts)] },
});
const steroid = (mgPerDay: number | undefined, months: number, state: "current" | "ended" = "current"): Overrides => ({
  risk: { glucocorticoid: present({ months, mgPerDay, current: state === "current" }) },
});
const incomplete: Overrides = { therapy: { medicationListComplete: false } };
const suppressed = (age: number): Overrides => ({
  patient: { age: present(age, undefined) },
  menopause: { status: notRecorded("conditions"), ovarianSuppression: present({ label: "goserelin 3.6 mg implant" }) },
});

describe("other medicines", () => {
  judgeRows([
    ["prednisone 2.5 mg for 3 months", "MED-01", steroid(2.5, 3), "fired"],
    ["2.4 mg", "MED-01", steroid(2.4, 12), "not-fired"],
    ["2.9 months", "MED-01", steroid(10, 2.9), "not-fired"],
    ["dose not structured", "MED-01", steroid(undefined, 8), "not-evaluable"],
    ["ended", "MED-01", steroid(10, 8, "ended"), "not-fired"],
    ["medicines failed", "MED-01", { risk: { glucocorticoid: unavailable("medication-requests") } }, "not-evaluable"],

    ["omeprazole", "MED-02", taking("bone-harming", "omeprazole"), "fired"],
    ["omeprazole that ended", "MED-02", taking("bone-harming", "omeprazole", { currency: "past" }), "not-fired"],
    ["none found among incomplete medicines", "MED-02", incomplete, "not-evaluable"],

    ["oestradiol tablets", "MED-03", taking("oestrogen", "estradiol"), "fired"],
    ["tamoxifen", "MED-03", taking("tamoxifen", "tamoxifen"), "fired"],
    ["raloxifene", "MED-03", taking("serm", "raloxifene"), "fired"],
    ["tamoxifen before the switch", "MED-03", taking("tamoxifen", "tamoxifen", { currency: "past", end: monthsAgo(20) }), "not-fired"],
    ["none found among incomplete medicines", "MED-03", incomplete, "not-evaluable"],

    ["goserelin at 43", "OFS-01", suppressed(43), "fired"],
    ["goserelin at 49", "OFS-01", suppressed(49), "fired"],
    ["goserelin at 50", "OFS-01", suppressed(50), "not-fired"],
    ["goserelin, age unknown", "OFS-01", { ...suppressed(43), patient: { age: unavailable("patient") } }, "not-evaluable"],
    ["no suppression", "OFS-01", {}, "not-fired"],
    ["medicines failed", "OFS-01", { ...suppressed(43), menopause: { ovarianSuppression: unavailable("medication-requests") } }, "not-evaluable"],

    ["ipamorelin reported", "PEP-01", taking("growth-hormone-axis", "ipamorelin", { currency: "uncertain" }), "fired"],
    ["somatropin that ended", "PEP-01", taking("growth-hormone-axis", "somatropin", { currency: "past" }), "not-fired"],
    ["none found among incomplete medicines", "PEP-01", incomplete, "not-evaluable"],

    ["vitamin K2 with warfarin", "K2-01", { therapy: { others: [course("vitamin-k", "menaquinone"), course("vitamin-k-antagonist", "warfarin")] } }, "fired"],
    ["vitamin K2 alone is no prompt", "K2-01", taking("vitamin-k", "menaquinone"), "not-fired"],
    ["warfarin alone", "K2-01", taking("vitamin-k-antagonist", "warfarin"), "not-fired"],
    [
      "warfarin among incomplete medicines",
      "K2-01",
      { therapy: { others: [course("vitamin-k-antagonist", "warfarin")], medicationListComplete: false } },
      "not-evaluable",
    ],
  ]);

  test("medicines are named with their group and the weakness of the evidence", () => {
    const therapy = { others: [course("bone-harming", "omeprazole"), course("bone-harming", "sertraline"), course("bone-harming", "heparin")] };
    expect(promptOf("MED-02", { therapy }).headline).toBe(
      "omeprazole (proton-pump inhibitor), sertraline (SSRI) and heparin: linked to bone loss/fracture (mostly observational). Review need.",
    );
  });

  test("a growth-hormone peptide is a warning and never an option or a dose", () => {
    const prompt = promptOf("PEP-01", taking("growth-hormone-axis", "ipamorelin", { label: "ipamorelin" }));
    expect(prompt).toMatchObject({ priority: "H", headline: expect.stringContaining("not recommended; no human bone-benefit evidence on AI") });
  });

  test("suppression at 43 shows the last scan beside the advice to scan within 3 months", () => {
    const prompt = promptOf("OFS-01", suppressed(43));
    expect(prompt.whyNow).toContain("goserelin 3.6 mg implant, age 43");
    expect(prompt.whyNow).toContain("last DXA 23 May 2026");
  });
});
