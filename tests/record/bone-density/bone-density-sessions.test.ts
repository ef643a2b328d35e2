// @vitest-environment node
import { describe, expect, it } from "vitest";
import { axialDxa, boneDensityScan, cpt, lines, patient, procedure, read, report, result, snomed } from "./bone-density-support";
import { searchesWith } from "../chart-of";

const scans = (resources: readonly unknown[]) =>
  read(resources).boneDensity.sessions.map((session) => `${session.date.text} ${session.kind} ${session.sources.length}`);

describe("what makes one scan", () => {
  it.each([
    ["numbers of one day", [result("spineT", -1, "2026-01-01T08:00:00Z"), result("leftHipT", -1, "2026-01-01T09:00:00Z")], ["2026-01-01 central 2"]],
    ["numbers of two days", [result("spineT", -1, "2026-01-01"), result("leftHipT", -1, "2026-01-02")], ["2026-01-01 central 1", "2026-01-02 central 1"]],
    [
      "one visit, written in two time zones on both sides of midnight",
      [result("spineT", -1, "2026-01-01T23:30:00-05:00"), result("leftHipT", -1, "2026-01-02T04:45:00Z")],
      ["2026-01-01 central 2"],
    ],
    [
      "a morning and the evening before it",
      [result("spineT", -1, "2026-01-01T18:00:00Z"), result("leftHipT", -1, "2026-01-02T08:00:00Z")],
      ["2026-01-01 central 1", "2026-01-02 central 1"],
    ],
    [
      "two days that one order holds together",
      [
        result("spineT", -1, "2026-01-01", { basedOn: [{ reference: "ServiceRequest/1" }] }),
        result("leftHipT", -1, "2026-01-02", { basedOn: [{ reference: "ServiceRequest/1" }] }),
      ],
      ["2026-01-01 central 2"],
    ],
    [
      "two days of one encounter",
      [
        result("spineT", -1, "2026-01-01", { encounter: { reference: "Encounter/1" } }),
        result("leftHipT", -1, "2026-01-02", { encounter: { reference: "Encounter/1" } }),
      ],
      ["2026-01-01 central 2"],
    ],
    [
      "two days under one accession number",
      [
        result("spineT", -1, "2026-01-01", { identifier: [{ system: "urn:ris", value: "A1" }] }),
        result("leftHipT", -1, "2026-01-02", { identifier: [{ system: "urn:ris", value: "A1" }] }),
      ],
      ["2026-01-01 central 2"],
    ],
    [
      "two days under two accession numbers, on one scanner",
      [
        result("spineT", -1, "2026-01-01", { identifier: [{ system: "urn:ris", value: "A1" }], device: { display: "Hologic Horizon" } }),
        result("leftHipT", -1, "2026-01-02", { identifier: [{ system: "urn:ris", value: "A2" }], device: { display: "Hologic Horizon" } }),
      ],
      ["2026-01-01 central 1", "2026-01-02 central 1"],
    ],
    [
      "a long encounter does not join what lies days apart",
      [
        result("spineT", -1, "2026-01-01", { encounter: { reference: "Encounter/1" } }),
        result("spineT", -1.1, "2026-01-03", { encounter: { reference: "Encounter/1" } }),
      ],
      ["2026-01-01 central 1", "2026-01-03 central 1"],
    ],
    [
      "a standing order over years",
      [
        result("spineT", -1, "2024-01-01", { basedOn: [{ reference: "ServiceRequest/1" }] }),
        result("spineT", -1, "2026-01-02", { basedOn: [{ reference: "ServiceRequest/1" }] }),
      ],
      ["2024-01-01 central 1", "2026-01-02 central 1"],
    ],
    ["a procedure 14 days before the numbers", [procedure("2026-01-01", axialDxa), result("spineT", -1, "2026-01-15")], ["2026-01-15 central 2"]],
    [
      "a procedure 15 days before the numbers",
      [procedure("2026-01-01", axialDxa), result("spineT", -1, "2026-01-16")],
      ["2026-01-01 central 1", "2026-01-16 central 1"],
    ],
    ["a report 10 days after the numbers", [report("2026-01-11"), result("spineT", -1, "2026-01-01")], ["2026-01-01 central 2"]],
    [
      "a report between two scans goes to the nearer",
      [report("2026-01-11"), result("spineT", -1, "2026-01-01"), result("spineT", -1, "2026-01-14")],
      ["2026-01-01 central 1", "2026-01-14 central 2"],
    ],
    ["a procedure and a text report of it", [procedure("2026-01-01", boneDensityScan), report("2026-01-03")], ["2026-01-01 unspecified 2"]],
    ["text reports years apart", [report("2022-01-01"), report("2026-01-03")], ["2022-01-01 unspecified 1", "2026-01-03 unspecified 1"]],
    [
      "a heel scan in the same week as the spine",
      [result("spineT", -1, "2026-01-01"), procedure("2026-01-05", [cpt, "77081"])],
      ["2026-01-01 central 1", "2026-01-05 peripheral 1"],
    ],
    ["a report of the month the numbers are from", [result("spineT", -1, "2026-01-20"), report("2026-01")], ["2026-01-20 central 2"]],
    ["numbers of a year and of a day in it", [result("spineT", -1, "2024"), result("spineT", -1.2, "2024-05-01")], ["2024 central 1", "2024-05-01 central 1"]],
  ])("%s", (_case, resources, expected) => {
    expect(scans(resources)).toEqual(expected);
  });

  it("a report joins the numbers it names as results, whatever its own date", () => {
    const spine = result("spineT", -1, "2026-01-01");
    expect(scans([spine, report("2026-03-01", { result: [{ reference: `Observation/${String(spine["id"])}` }, { reference: "Observation/gone" }] })])).toEqual([
      "2026-01-01 central 2",
    ]);
  });

  it("a report that repeats earlier scans does not make them one", () => {
    const [first, second] = [result("spineT", -1, "2022-01-01"), result("spineT", -1.5, "2026-01-01")];
    const results = [first, second].map((one) => ({ reference: `Observation/${String(one["id"])}` }));
    expect(scans([first, second, report("2026-01-01", { result: results })])).toEqual(["2022-01-01 central 1", "2026-01-01 central 2"]);
  });

  it("a report under a name nobody knows is a bone density report when its results are", () => {
    const spine = result("spineT", -1, "2026-01-01");
    const odd = report("2026-01-01", { code: { text: "IMG 4711" }, result: [{ reference: `Observation/${String(spine["id"])}` }] });
    expect(scans([spine, odd])).toEqual(["2026-01-01 central 2"]);
  });
});

describe("what kind of scan it was", () => {
  it.each([
    ["spine", "central", [result("spineT", -1, "2026-01-01")]],
    ["heel only", "peripheral", [result("heelT", -1, "2026-01-01")]],
    ["forearm only", "peripheral", [result("forearmBmd", 0.5, "2026-01-01")]],
    ["CT only", "ct", [result("ctSpineT", -1, "2026-01-01")]],
    ["site not stated", "unspecified", [result("anyT", -1, "2026-01-01")]],
    ["spine and forearm", "central", [result("spineT", -1, "2026-01-01"), result("forearmBmd", 0.5, "2026-01-01")]],
    ["site not stated with an axial procedure", "central", [result("anyT", -1, "2026-01-01"), procedure("2026-01-01", axialDxa)]],
    ["CPT 77080", "central", [procedure("2026-01-01", axialDxa)]],
    ["CPT 77085", "central", [procedure("2026-01-01", [cpt, "77085"])]],
    ["CPT 77081", "peripheral", [procedure("2026-01-01", [cpt, "77081"])]],
    ["a bone density scan without more", "unspecified", [procedure("2026-01-01", boneDensityScan)]],
    ["a procedure by name", "central", [procedure("2026-01-01", ["urn:x", "1"], { code: { text: "DEXA hip and spine" } })]],
    [
      "a heel ultrasound by name",
      "peripheral",
      [procedure("2026-01-01", ["urn:x", "1"], { code: { text: "Bone densitometry, quantitative ultrasound of heel" } })],
    ],
  ])("%s: %s", (_case, kind, resources) => {
    expect(read(resources).boneDensity.sessions.map((session) => session.kind)).toEqual([kind]);
  });

  it.each([
    ["a screening for osteoporosis", procedure("2026-01-01", [snomed, "300004007"])],
    ["bone imaging of a limited area", procedure("2026-01-01", [snomed, "3998005"])],
    ["a vertebral fracture assessment alone", procedure("2026-01-01", [cpt, "77086"])],
    ["single photon absorptiometry", procedure("2026-01-01", [cpt, "78350"])],
    ["a vertebral fracture assessment by name", procedure("2026-01-01", ["urn:x", "1"], { code: { text: "Vertebral fracture assessment via DXA" } })],
  ])("%s is no bone density scan, and is listed", (_case, resource) => {
    const { boneDensity, rejected } = read([resource]);
    expect(boneDensity.latest.state).toBe("not-recorded");
    expect(rejected).toMatchObject([{ kind: "not-central-dxa" }]);
  });

  it.each([
    ["a code that is only recalled from memory", procedure("2026-01-01", [snomed, "241686001"])],
    ["an order for a DXA", procedure("2026-01-01", ["urn:x", "1"], { code: { text: "Referral for DXA" } })],
    ["a DXA that was recommended", report("2026-01-01", { code: { text: "CT abdomen" }, conclusion: "DXA recommended." })],
    ["advice in a report of no name", report("2026-01-01", { code: {}, conclusion: "Osteopenic bones; DXA recommended." })],
    [
      "a letter about a DXA",
      {
        resourceType: "DocumentReference",
        id: "d",
        status: "current",
        subject: { reference: "Patient/p1" },
        date: "2026-01-01T00:00:00Z",
        type: { text: "Letter" },
        description: "DXA result",
      },
    ],
  ])("%s does not count as done", (_case, resource) => {
    expect(read([resource]).boneDensity.latest.state).toBe("not-recorded");
  });
});

describe("whether the scan took place", () => {
  it.each([
    ["final", "present"],
    ["amended", "present"],
    ["preliminary", "present"],
    ["registered", "unusable"],
    ["cancelled", "not-recorded"],
    ["entered-in-error", "not-recorded"],
    [undefined, "unusable"],
  ])("a report of status %s: %s", (status, state) => {
    expect(read([report("2026-01-01", { status })]).boneDensity.latest.state).toBe(state);
  });

  it.each([
    ["completed", "present"],
    ["not-done", "not-recorded"],
    ["entered-in-error", "not-recorded"],
    ["preparation", "not-recorded"],
    ["in-progress", "unusable"],
    ["unknown", "unusable"],
  ])("a procedure of status %s: %s", (status, state) => {
    expect(read([procedure("2026-01-01", axialDxa, { status })]).boneDensity.latest.state).toBe(state);
  });

  it.each([
    ["final", "present", -1.5],
    ["amended", "present", -1.5],
    ["corrected", "present", -1.5],
    ["preliminary", "present", -1.5],
    ["unknown", "present", -1.5],
    ["registered", "unusable", undefined],
    ["cancelled", "not-recorded", undefined],
    ["entered-in-error", "not-recorded", undefined],
    [null, "unusable", undefined],
  ])("a T-score of status %s: %s", (status, state, value) => {
    const { lowestTScore } = read([result("spineT", -1.5, "2026-01-01", { status })]).boneDensity;
    expect(lowestTScore).toMatchObject(value === undefined ? { state } : { state, value: { value } });
  });

  it("marks a preliminary result as such", () => {
    expect(read([result("spineT", -1.5, "2026-01-01", { status: "preliminary" })]).boneDensity.lowestTScore).toMatchObject({ note: "preliminary result" });
  });

  it.each([
    ["tomorrow", "2026-11-24", "future-date"],
    ["before her birth", "1959-01-01", "implausible"],
    ["no real day", "2026-02-31", "malformed"],
    ["no date", undefined, "malformed"],
  ])("a scan dated %s is listed and neither done nor absent", (_case, on, kind) => {
    for (const resource of [
      result("spineT", -1, String(on), { effectiveDateTime: on }),
      report(String(on), { effectiveDateTime: on }),
      procedure(String(on), axialDxa, { performedDateTime: on }),
    ]) {
      const { boneDensity, rejected } = read([resource]);
      expect(boneDensity.latest.state).toBe("unusable");
      expect(rejected).toMatchObject([{ kind }]);
    }
  });

  it.each([
    ["a time that is still today in the west", "2026-11-24T03:30:00Z"],
    ["a time that is today in some zone", "2026-11-24T11:59:00Z"],
    ["an offset ahead of the clinic", "2026-11-24T08:00:00+13:00"],
  ])("a scan stamped with %s was done, today", (_case, on) => {
    for (const resource of [result("spineT", -1, on), report(on), procedure(on, axialDxa)]) {
      const { boneDensity, rejected } = read([resource]);
      expect(boneDensity.latest).toMatchObject({ state: "present", date: { text: "2026-11-23" } });
      expect(rejected).toEqual([]);
    }
  });

  it.each(["2026-11-24T12:00:00Z", "2026-11-25T01:00:00Z"])("%s is nowhere today: it is listed as dated after today", (on) => {
    for (const resource of [result("spineT", -1, on), report(on), procedure(on, axialDxa)])
      expect(read([resource]).rejected).toMatchObject([{ kind: "future-date" }]);
  });

  it("a scan dated beyond tomorrow is listed and ignored: it does not stand for a DXA that was done", () => {
    const { boneDensity, rejected } = read([result("spineT", -1, "2027-03-01"), report("2027-03-01")]);
    expect(boneDensity.latest.state).toBe("not-recorded");
    expect(rejected.map(({ kind }) => kind)).toEqual(["future-date", "future-date"]);
  });

  it.each([
    ["Patient did not attend. Examination not performed.", "not-recorded"],
    ["Scan could not be completed because of pain.", "not-recorded"],
    ["DXA of the spine was not performed (hardware). Left total hip T-score -1.9.", "present"],
    ["Bone densitometry, see images.", "present"],
    ["Comparison study not performed.", "present"],
    ["Vertebral fracture assessment not done.", "present"],
    ["Right hip scan could not be completed. See attached report.", "present"],
  ])('a final report that says "%s": the last DXA is %s', (conclusion, state) => {
    expect(read([report("2026-02-03", { conclusion })]).boneDensity.latest.state).toBe(state);
  });

  it("a scan of today and of this year counts", () => {
    expect(scans([result("spineT", -1, "2026-11-23")])).toEqual(["2026-11-23 central 1"]);
    expect(scans([result("spineT", -1, "2026")])).toEqual(["2026 central 1"]);
    expect(scans([report("2026")])).toEqual(["2026 unspecified 1"]);
  });

  it("says when the date is that of the report or of the filing", () => {
    expect(read([report("", { effectiveDateTime: undefined, issued: "2026-01-05T10:00:00Z" })]).boneDensity.latest).toMatchObject({
      date: { text: "2026-01-05" },
      note: expect.stringContaining("issued"),
    });
    const document = {
      resourceType: "DocumentReference",
      id: "d",
      status: "current",
      subject: { reference: "Patient/p1" },
      date: "2026-01-05T10:00:00Z",
      type: { text: "DXA report" },
    };
    expect(read([document]).boneDensity.latest).toMatchObject({ date: { text: "2026-01-05" }, note: expect.stringContaining("filed") });
    const period = { ...document, context: { period: { start: "2024-03-01" } } };
    expect(read([period]).boneDensity.latest).toMatchObject({ date: { text: "2024-03-01" } });
  });
});

describe("versions, copies and contradictions of one result", () => {
  const at = "2026-01-01T10:00:00Z";
  it("an amended result replaces the others", () => {
    const { boneDensity, rejected } = read([
      result("spineT", -2.6, at, { status: "preliminary" }),
      result("spineT", -2.4, at),
      result("spineT", -1.6, at, { status: "amended" }),
    ]);
    expect(lines(boneDensity)).toEqual(["2026-01-01 lumbar spine: T -1.6"]);
    expect(boneDensity.sessions[0]?.results[0]?.tScore?.amended).toBe(true);
    expect(rejected.map((item) => item.kind)).toEqual(["superseded", "superseded"]);
  });

  it("a correction under the same number replaces a result of another day", () => {
    const identifier = [{ system: "urn:rad", value: "R-9" }];
    expect(
      lines(
        read([result("spineT", -2.6, "2026-01-02", { identifier }), result("spineT", -1.6, "2026-01-01", { identifier, status: "corrected" })]).boneDensity,
      ),
    ).toEqual(["2026-01-01 lumbar spine: T -1.6"]);
  });

  it("one accession number holds many regions", () => {
    const identifier = [{ system: "urn:rad", value: "R-9" }];
    const both = [result("spineT", -2.6, at, { identifier }), result("leftHipT", -1.6, at, { identifier, status: "amended" })];
    expect(lines(read(both).boneDensity)).toEqual(["2026-01-01 lumbar spine: T -2.6", "2026-01-01 left hip: T -1.6"]);
  });

  it("the same number from two systems is one value with two sources", () => {
    const { boneDensity, rejected } = read([result("spineT", -1.4, "2026-01-01"), result("spineT", -1.4, at, { code: { text: "T-SCORE SPINE L1-L4" } })]);
    expect(lines(boneDensity)).toEqual(["2026-01-01 lumbar spine L1-L4: T -1.4"]);
    expect(boneDensity.sessions[0]?.results[0]?.tScore?.sources).toHaveLength(2);
    expect(rejected).toEqual([]);
  });

  it("BMD without vertebrae and T-score of L1-L4 are of one spine", () => {
    const named = result("spineT", -1.4, "2026-01-01", { code: { coding: [{ system: "http://loinc.org", code: "38267-1" }], text: "L1-L4 T-score" } });
    expect(lines(read([result("spineBmd", 0.9, "2026-01-01"), named]).boneDensity)).toEqual(["2026-01-01 lumbar spine L1-L4: BMD 0.9, T -1.4"]);
  });

  it("of two results of one day the one issued later counts", () => {
    const { boneDensity, rejected } = read([
      result("spineT", -2.6, "2026-01-01", { issued: "2026-01-02T09:00:00Z" }),
      result("spineT", -2.1, "2026-01-01", { issued: "2026-01-03T09:00:00Z" }),
    ]);
    expect(lines(boneDensity)).toEqual(["2026-01-01 lumbar spine: T -2.1"]);
    expect(rejected).toMatchObject([{ kind: "superseded", asReported: "-2.6 {T-score}" }]);
  });

  it("when nothing tells which is right the lower one counts, and says so", () => {
    const { boneDensity, rejected } = read([result("spineT", -2.1, "2026-01-01"), result("spineT", -2.6, "2026-01-01")]);
    expect(boneDensity.lowestTScore).toMatchObject({ value: { value: -2.6 }, note: expect.stringContaining("disagree") });
    expect(rejected).toMatchObject([{ kind: "inconsistent", asReported: "-2.1 {T-score}" }]);
  });

  it.each([
    ["the same numbers, filed two days later", { day: "2026-01-03" }, 1],
    ["one of them, filed a week later", { day: "2026-01-08", only: "T" }, 1],
    ["other numbers", { day: "2026-01-03", t: -2.3 }, 2],
    ["the same numbers two months later", { day: "2026-03-01" }, 2],
    ["the same numbers from another scanner", { day: "2026-01-03", device: { display: "GE Lunar iDXA" } }, 2],
  ] as const)("%s", (_case, again: { day: string; only?: string; t?: number; device?: unknown }, count) => {
    const { day, only, t = -2.2, device } = again;
    const first = [result("spineT", -2.2, "2026-01-01", { device: { display: "Hologic Horizon W" } }), result("spineBmd", 0.81, "2026-01-01")];
    const more = device === undefined ? {} : { device };
    const second = [result("spineT", t, day, more), ...(only === "T" ? [] : [result("spineBmd", 0.81, day, more)])];
    const { boneDensity } = read([...first, ...second]);
    expect(boneDensity.sessions).toHaveLength(count);
    expect(boneDensity.sessions[0]?.date.text).toBe("2026-01-01");
  });

  it("left and right are never one", () => {
    expect(lines(read([result("leftHipT", -1, "2026-01-01"), result("rightHipT", -1, "2026-01-01")]).boneDensity)).toHaveLength(2);
  });
});

describe("the lowest score", () => {
  it.each([
    ["left and right both count", [result("leftHipT", -1.1, "2026-01-01"), result("rightHipT", -1.9, "2026-01-01")], "right hip", -1.9],
    ["zero is a score", [result("spineT", 0, "2026-01-01")], "lumbar spine", 0],
    ["the latest scan, not the worst ever", [result("spineT", -2.6, "2022-01-01"), result("spineT", -1.9, "2026-01-01")], "lumbar spine", -1.9],
    [
      "heel and trochanter do not count",
      [result("spineT", -1, "2026-01-01"), result("heelT", -3, "2026-01-01"), result("hipT", -3.1, "2026-01-01", { bodySite: { text: "Trochanter" } })],
      "lumbar spine",
      -1,
    ],
    [
      "a single vertebra does not count",
      [result("leftHipT", -1, "2026-01-01"), result("spineT", -3, "2026-01-01", { bodySite: { text: "L3" } })],
      "left hip",
      -1,
    ],
  ])("%s", (_case, resources, place, value) => {
    const { lowestTScore } = read(resources).boneDensity;
    expect(lowestTScore).toMatchObject({ state: "present", value: { value } });
    expect(lowestTScore.state === "present" && `${lowestTScore.value.region.side ?? ""} ${lowestTScore.value.region.site.replace("-", " ")}`.trim()).toBe(
      place,
    );
  });

  it("says when a newer scan gives no score", () => {
    const { lowestTScore } = read([result("spineT", -2, "2022-01-01"), report("2026-01-01")]).boneDensity;
    expect(lowestTScore).toMatchObject({ value: { value: -2 }, note: expect.stringContaining("1 Jan 2026") });
  });

  it("is not discredited by a date of birth in the future", () => {
    const entry = [{ ...patient, birthDate: "2062-03-01" }, result("spineT", -2.7, "2026-01-01")].map((resource) => ({ resource }));
    expect(read({ entry }).boneDensity.lowestTScore).toMatchObject({ value: { value: -2.7 } });
  });

  it("says when an earlier scan was lower at a place that the latest left out", () => {
    const noteOf = (resources: readonly unknown[]) => {
      const { lowestTScore } = read(resources).boneDensity;
      return lowestTScore.state === "present" ? [lowestTScore.value.value, lowestTScore.note] : lowestTScore.state;
    };
    const hip = result("leftHipT", -0.9, "2026-01-01");
    const note = "an earlier scan (1 Jan 2025) gives -2.8 at lumbar spine, not measured again";
    expect(noteOf([result("spineT", -2.8, "2025-01-01"), hip])).toEqual([-0.9, note]);
    expect(noteOf([result("spineT", -2.8, "2025-01-01"), hip, result("spineT", -1.9, "2026-01-01")])).toEqual([-1.9, undefined]);
    expect(noteOf([result("spineT", -2.8, "2024-01-01"), result("spineT", -0.5, "2025-01-01"), hip])).toEqual([-0.9, undefined]);
  });

  it("says when a newer score cannot be used", () => {
    const odd = result("spineT", 0.887, "2026-01-01", { valueQuantity: { value: 0.887, unit: "g/cm2" } });
    expect(read([result("spineT", -2, "2022-01-01"), odd]).boneDensity.lowestTScore).toMatchObject({ note: expect.stringContaining("cannot be used") });
  });

  it.each([
    ["newer than the last scan", "2026-01-01", { id: "odd" }],
    ["older than it", "2021-01-01", undefined],
  ])("a result that cannot be used, %s, is told beside the last scan or not", (_when, on, expected) => {
    const odd = result("spineT", 0, on, { id: "odd", valueQuantity: undefined, valueCodeableConcept: { text: "Osteoporosis" } });
    const { latest, newestUnusable } = read([result("spineT", -2, "2022-01-01"), odd]).boneDensity;
    expect(newestUnusable?.reference).toBe(expected && `Observation/${expected.id}`);
    expect(latest.state === "present" && latest.note !== undefined).toBe(expected !== undefined);
  });

  it("of an unnamed site is no T-score to act on", () => {
    const { boneDensity } = read([result("anyT", -3, "2026-01-01")]);
    expect(boneDensity.latest.state).toBe("present");
    expect([boneDensity.latestWithValues.state, boneDensity.lowestTScore.state]).toEqual(["unusable", "unusable"]);
  });

  it("is not claimed to be missing while a search is open", () => {
    const searches = searchesWith({ "diagnostic-reports": "failed" });
    for (const resources of [[], [report("2026-01-01")], [result("anyT", -3, "2026-01-01")]]) {
      expect(read(resources, { searches }).boneDensity.lowestTScore).toMatchObject({ state: "unavailable", searches: ["diagnostic-reports"] });
    }
  });
});

describe("whether there was a scan, when what is on record cannot be used", () => {
  const category = (more: Readonly<Record<string, unknown>> = {}) =>
    result("spineT", 0, "2026-01-01", { valueQuantity: undefined, valueCodeableConcept: { text: "Osteoporosis" }, ...more });
  const of = (code: "spineT" | "spineBmd" | "spineZ", value: number, more: Readonly<Record<string, unknown>> = {}, on = "2026-01-01") =>
    result(code, value, on, more);

  it.each<readonly [string, unknown, string, string, string]>([
    ["a T-score as a category", category(), "unusable", "unusable", "not-recorded"],
    ["a T-score in another unit", of("spineT", -2, { valueQuantity: { value: -2, unit: "mm[Hg]" } }), "unusable", "unusable", "not-recorded"],
    ["an implausible T-score", of("spineT", 19), "unusable", "unusable", "not-recorded"],
    ["a T-score without a readable date", of("spineT", -2, { effectiveDateTime: "soon" }), "unusable", "unusable", "not-recorded"],
    ["a T-score of a scan that is announced", of("spineT", -2, { status: "registered" }), "unusable", "unusable", "not-recorded"],
    ["an implausible Z-score", of("spineZ", 19), "unusable", "not-recorded", "unusable"],
    ["a density in kilograms", of("spineBmd", 1, { valueQuantity: { value: 1, unit: "kg" } }), "unusable", "not-recorded", "not-recorded"],
    ["a report that is announced", report("2026-01-01", { status: "registered" }), "unusable", "unusable", "unusable"],
    ["tomorrow's date, which may be today elsewhere", of("spineT", -2, {}, "2026-11-24"), "unusable", "unusable", "not-recorded"],
    ["the date of the day after tomorrow", of("spineT", -2, {}, "2026-11-25"), "not-recorded", "not-recorded", "not-recorded"],
    ["a T-score entered in error", of("spineT", -2, { status: "entered-in-error" }), "not-recorded", "not-recorded", "not-recorded"],
    ["a cancelled T-score", of("spineT", -2, { status: "cancelled" }), "not-recorded", "not-recorded", "not-recorded"],
    ["another patient's T-score", of("spineT", -2, { subject: { reference: "Patient/other" } }), "not-recorded", "not-recorded", "not-recorded"],
    ["a cancelled report", report("2026-01-01", { status: "cancelled" }), "not-recorded", "not-recorded", "not-recorded"],
  ])("%s", (_what, resource, scan, tScore, zScore) => {
    const { latest, lowestTScore, lowestZScore } = read([resource]).boneDensity;
    expect([latest.state, lowestTScore.state, lowestZScore.state]).toEqual([scan, tScore, zScore]);
  });

  it.each(["bone-observations", "diagnostic-reports", "procedures", "documents"] as const)("is open while %s failed", (id) => {
    const { latest, lowestTScore } = read([category()], { searches: searchesWith({ [id]: "failed" }) }).boneDensity;
    expect([latest, lowestTScore]).toMatchObject([
      { state: "unavailable", searches: [id] },
      { state: "unavailable", searches: [id] },
    ]);
  });

  it.each(["entered-in-error", "cancelled"])("a newer T-score that is %s casts no doubt on the last scan", (status) => {
    const { latest, lowestTScore, newestUnusable } = read([of("spineT", -1, {}, "2022-01-01"), of("spineT", -2, { status })]).boneDensity;
    expect(newestUnusable).toBeUndefined();
    expect([latest, lowestTScore].map((fact) => fact.state === "present" && fact.note)).toEqual([undefined, undefined]);
  });

  it("is not open because of a search that has nothing to do with it", () => {
    expect(read([], { searches: searchesWith({ "family-history": "failed" }) }).boneDensity.latest.state).toBe("not-recorded");
  });

  const [year2024, year2025, undated] = [
    category({ effectiveDateTime: "2024-01-01" }),
    category({ effectiveDateTime: "2025-01-01" }),
    category({ effectiveDateTime: undefined }),
  ];
  it.each<readonly [string, readonly unknown[], string | undefined]>([
    ["of two the newer", [year2024, year2025], "2025-01-01"],
    ["of two the newer, in the other order", [year2025, year2024], "2025-01-01"],
    ["a dated one before one without a date", [undated, year2024], "2024-01-01"],
    ["a dated one before one without a date, in the other order", [year2024, undated], "2024-01-01"],
    ["the newest, one without a date between", [year2025, undated, year2024], "2025-01-01"],
    ["one without a date where there is no other", [undated], undefined],
  ])("the newest that cannot be used is told: %s", (_what, resources, day) => {
    const { newestUnusable } = read(resources).boneDensity;
    expect([newestUnusable?.kind, newestUnusable?.date?.text]).toEqual([day === undefined ? "malformed" : "not-numeric", day]);
  });
});

describe("only peripheral results", () => {
  it.each([
    ["heel only", true, [result("heelT", -1, "2026-01-01")]],
    ["CT only", true, [result("ctSpineT", -1, "2026-01-01")]],
    ["heel and spine", false, [result("heelT", -1, "2026-01-01"), result("spineT", -1, "2022-01-01")]],
    ["heel and a text-only report", false, [result("heelT", -1, "2026-01-01"), report("2022-01-01")]],
  ])("%s: %s", (_case, expected, resources) => {
    expect(read(resources).boneDensity.onlyPeripheral).toMatchObject({ state: "present", value: expected });
  });

  it("is not said while a search failed, or a central result cannot be read", () => {
    const heel = result("heelT", -1, "2026-01-01");
    expect(read([heel], { searches: searchesWith({ procedures: "refused" }) }).boneDensity.onlyPeripheral.state).toBe("unavailable");
    expect(read([heel, result("spineT", 9, "2026-01-01")]).boneDensity.onlyPeripheral.state).toBe("unusable");
    expect(read([]).boneDensity.onlyPeripheral.state).toBe("not-recorded");
  });
});

describe("FRAX as recorded", () => {
  const frax = (code: string, value: number, on: string, unit = "%") => ({
    ...result("spineT", 0, on),
    code: { coding: [{ system: "http://loinc.org", code }] },
    valueQuantity: { value, unit },
  });
  it.each([
    ["<", "unusable"],
    [">", "present"],
  ])("a probability recorded as %s20 %% is %s", (comparator, state) => {
    const one = { ...frax("90265-0", 20, "2026-01-01"), valueQuantity: { value: 20, comparator, unit: "%" } };
    expect(read([one]).boneDensity.fraxMajor.state).toBe(state);
  });

  it("takes the latest of each", () => {
    const { boneDensity } = read([frax("90265-0", 12, "2024-01-01"), frax("90265-0", 18, "2026-01-01"), frax("90266-8", 3.4, "2026-01-01")]);
    expect(boneDensity.fraxMajor).toMatchObject({ state: "present", value: 18, date: { text: "2026-01-01" } });
    expect(boneDensity.fraxHip).toMatchObject({ state: "present", value: 3.4 });
  });

  it("refuses what is no percentage", () => {
    expect(read([frax("90265-0", 118, "2026-01-01")]).boneDensity.fraxMajor.state).toBe("unusable");
    expect(read([frax("90265-0", 18, "2026-01-01", "mg/dL")]).boneDensity.fraxMajor.state).not.toBe("present");
  });

  it("is not recorded only after a complete search", () => {
    expect(read([]).boneDensity.fraxHip.state).toBe("not-recorded");
    expect(read([], { searches: searchesWith({ "bone-observations": "partial" }) }).boneDensity.fraxHip.state).toBe("unavailable");
  });
});
