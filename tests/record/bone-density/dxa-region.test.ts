// @vitest-environment node
import { describe, expect, it } from "vitest";
import { isDiagnosticRegion, kindOfSite, regionInText, regionLabel } from "../../../src/record/bone-density/dxa-region";
import { vertebraeIn } from "../../../src/record/bone-density/vertebrae";
import { lines, read, result, snomed } from "./bone-density-support";

const site = (code: string) => ({ bodySite: { coding: [{ system: snomed, code }] } });

describe("regions by their names", () => {
  it.each([
    ["Left femoral neck T-score", "femoral-neck", "left"],
    ["BMD Neck Right", "femoral-neck", "right"],
    ["L FN", "femoral-neck", "left"],
    ["Total hip (left)", "total-hip", "left"],
    ["Hip, left, total", "total-hip", "left"],
    ["RIGHT TOTAL HIP BMD", "total-hip", "right"],
    ["Total left hip", "total-hip", "left"],
    ["Left hip T-score", "hip", "left"],
    ["Dual femur", "femur", "both"],
    ["Trochanter", "trochanter", undefined],
    ["Ward's triangle", "wards-area", undefined],
    ["33% radius", "radius-33", undefined],
    ["1/3 radius left", "radius-33", "left"],
    ["Distal forearm", "forearm", undefined],
    ["Heel", "calcaneus", undefined],
    ["AP spine L1-L4", "lumbar-spine", undefined],
    ["T-SCORE SPINE L1-L4", "lumbar-spine", undefined],
    ["L1-L4", "lumbar-spine", undefined],
    ["Whole body", "total-body", undefined],
    ["Schenkelhals links", "femoral-neck", "left"],
    ["Gesamthüfte rechts", "total-hip", "right"],
    ["LWS (L1–L4)", "lumbar-spine", undefined],
    ["Col fémoral gauche", "femoral-neck", "left"],
    ["Hanche totale droite", "total-hip", "right"],
    ["Rachis lombaire", "lumbar-spine", undefined],
    ["Cuello femoral derecho", "femoral-neck", "right"],
    ["Cadera total", "total-hip", undefined],
    ["Columna lumbar", "lumbar-spine", undefined],
    ["Collo femorale sinistro", "femoral-neck", "left"],
    ["腰椎", "lumbar-spine", undefined],
    ["股骨颈", "femoral-neck", undefined],
    ["Hip and spine", undefined, undefined],
    ["Ward 5, bed 2", undefined, undefined],
    ["Bone density", undefined, undefined],
  ])("%s is %s %s", (text, expected, side) => {
    expect(regionInText(text)).toMatchObject({ site: expected, side });
  });
});

describe("vertebrae", () => {
  it.each([
    ["L1-L4", "L1-L4"],
    ["l1–4", "L1-L4"],
    ["L2 to L4", "L2-L4"],
    ["L1, L2, L4 (L3 excluded)", "L1, L2, L4"],
    ["L1-L4 excluding L3", "L1, L2, L4"],
    ["L1-L4, ohne L1 und L2", "L3-L4"],
    ["L1-L4 (L2 and L3 were excluded)", "L1, L4"],
    ["Bone structure of L1", "L1"],
    ["lumbar spine", undefined],
  ])("%s is %s", (text, expected) => {
    expect(vertebraeIn(text).analysed).toBe(expected);
  });

  it("a note that a vertebra was left out changes the region", () => {
    const { boneDensity } = read([result("spineT", -2.8, "2026-01-01", { note: [{ text: "L3 excluded because of a fracture." }] })]);
    expect(lines(boneDensity)).toEqual(["2026-01-01 lumbar spine L1, L2, L4: T -2.8"]);
  });

  it("a component may name the vertebrae", () => {
    const component = [{ code: { text: "Region" }, valueString: "L2-L4" }];
    expect(lines(read([result("spineT", -1, "2026-01-01", { component })]).boneDensity)).toEqual(["2026-01-01 lumbar spine L2-L4: T -1"]);
  });
});

describe("body site before code before text", () => {
  it.each([
    ["the code alone", "leftFemurT", {}, "left femur"],
    ["SNOMED femoral neck", "leftFemurT", site("29627003"), "left femoral neck"],
    ["a post-coordinated side", "femurBmd", site("71341001:272741003=7771000"), "left femur"],
    [
      "a post-coordinated side with its terms",
      "femurBmd",
      site("71341001 |Bone structure of femur| : 272741003 |Laterality| = 24028007 |Right|"),
      "right femur",
    ],
    [
      "a side beside the site",
      "femurBmd",
      {
        bodySite: {
          coding: [
            { system: snomed, code: "71341001" },
            { system: snomed, code: "24028007" },
          ],
        },
      },
      "right femur",
    ],
    ["a body site in words", "femurBmd", { bodySite: { text: "Right femoral neck" } }, "right femoral neck"],
    ["a body site against the code", "hipT", { bodySite: { text: "Lumbar spine" } }, "lumbar spine"],
    [
      "a name that narrows the code",
      "hipT",
      { code: { coding: [{ system: "http://loinc.org", code: "38264-8" }], text: "Left total hip T-score" } },
      "left total hip",
    ],
    ["a name against the code", "hipT", { code: { coding: [{ system: "http://loinc.org", code: "38264-8" }], text: "Lumbar spine BMD" } }, "hip"],
    [
      "a contained BodyStructure",
      "femurBmd",
      {
        contained: [
          {
            resourceType: "BodyStructure",
            id: "b",
            location: { coding: [{ system: snomed, code: "29627003" }] },
            locationQualifier: [{ coding: [{ system: snomed, code: "7771000" }] }],
          },
        ],
        extension: [{ url: "http://hl7.org/fhir/StructureDefinition/bodySite", valueReference: { reference: "#b" } }],
      },
      "left femoral neck",
    ],
    [
      "a BodyStructure as R5 has it",
      "femurBmd",
      {
        contained: [
          {
            resourceType: "BodyStructure",
            id: "b",
            includedStructure: [{ structure: { text: "Total hip" }, laterality: { coding: [{ system: snomed, code: "24028007" }] } }],
          },
        ],
        bodyStructure: { reference: "#b" },
      },
      "right total hip",
    ],
    ["bone density without any site", "bone", {}, "site not stated"],
    ["bone density with a body site", "bone", { bodySite: { text: "Left femoral neck" } }, "left femoral neck"],
  ] as const)("%s", (_case, code, more, expected) => {
    const value = code.endsWith("Bmd") || code === "bone" ? 0.8 : -1.5;
    expect(read([result(code, value, "2026-01-01", more)]).boneDensity.sessions[0]?.results.map((one) => regionLabel(one.region))).toEqual([expected]);
  });

  it("says when name and code name different places", () => {
    const code = { coding: [{ system: "http://loinc.org", code: "38264-8" }], text: "Lumbar spine BMD" };
    expect(read([result("hipT", -1, "2026-01-01", { code })]).boneDensity.lowestTScore).toMatchObject({ note: "its name says lumbar spine" });
  });

  it("components of a panel may lie elsewhere than the panel's own body site", () => {
    const component = [
      { code: { coding: [{ system: "http://loinc.org", code: "38267-1" }] }, valueQuantity: { value: -1.1 } },
      { code: { coding: [{ system: "http://loinc.org", code: "80948-3" }] }, valueQuantity: { value: -2.2 } },
    ];
    const panel = result("spineT", 0, "2026-01-01", {
      code: { text: "DXA bone density" },
      component,
      valueQuantity: undefined,
      bodySite: { text: "Left femoral neck" },
    });
    expect(lines(read([panel]).boneDensity)).toEqual(["2026-01-01 lumbar spine: T -1.1", "2026-01-01 left femoral neck: T -2.2"]);
  });
});

describe("codes whose site is not to be believed", () => {
  it.each([
    ["no name", {}, "site not stated", "unspecified"],
    ["the official name", { text: "DXA Radius and Ulna [T-score] Bone density" }, "site not stated", "unspecified"],
    ["Synthea's name", { text: "DXA [T-score] Bone density" }, "site not stated", "unspecified"],
    ["a name that says forearm", { text: "Left forearm T-score" }, "left forearm", "peripheral"],
    ["a name that says spine", { text: "Lumbar spine T-score" }, "lumbar spine", "central"],
  ])("38265-5 with %s", (_case, name, label, kind) => {
    const code = { coding: [{ system: "http://loinc.org", code: "38265-5" }], ...name };
    const [session] = read([result("anyT", -2.6, "2026-01-01", { code })]).boneDensity.sessions;
    expect([session?.results.map((one) => regionLabel(one.region)), session?.kind]).toEqual([[label], kind]);
  });

  it("38265-5 with a body site is of that site", () => {
    const forearm = read([result("anyT", -2.6, "2026-01-01", { bodySite: { coding: [{ system: snomed, code: "14975008" }] } })]);
    expect(forearm.boneDensity.sessions[0]?.kind).toBe("peripheral");
  });

  it('a T-score of "spine" without a method is taken for CT-derived, with DXA as its method for lumbar spine', () => {
    expect(read([result("ctSpineT", -2.6, "2026-01-01")]).boneDensity.sessions[0]?.kind).toBe("ct");
    const dxa = read([result("ctSpineT", -2.6, "2026-01-01", { method: { text: "Dual-energy X-ray absorptiometry" } })]);
    expect(lines(dxa.boneDensity)).toEqual(["2026-01-01 lumbar spine: T -2.6"]);
  });
});

describe("what may be diagnosed from", () => {
  it.each([
    ["lumbar-spine", undefined, true],
    ["lumbar-spine", "L1-L4", true],
    ["lumbar-spine", "L2, L4", true],
    ["lumbar-spine", "L3", false],
    ["lumbar-spine", "L2-L4 lateral", false],
    ["total-hip", undefined, true],
    ["femoral-neck", undefined, true],
    ["hip", undefined, true],
    ["femur", undefined, true],
    ["trochanter", undefined, false],
    ["wards-area", undefined, false],
    ["radius-33", undefined, false],
    ["calcaneus", undefined, false],
    ["spine-ct", undefined, false],
    ["not-stated", undefined, false],
  ] as const)("%s %s: %s", (of, vertebrae, valid) => {
    expect(isDiagnosticRegion({ site: of, side: undefined, vertebrae })).toBe(valid);
  });

  it("a total-body scan is not a scan of spine and hip", () => {
    expect(kindOfSite("total-body")).toBe("peripheral");
  });
});
