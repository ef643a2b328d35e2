// @vitest-environment node
import { describe, expect, it } from "vitest";
import { BundleError, readBundle } from "../../src/record/bundle";

const patient = { resource: { resourceType: "Patient", id: "p1" } };
const dxa = { resource: { resourceType: "Observation", id: "o1", subject: { reference: "Patient/p1" } } };
const outcome = (severity: string, code: string, diagnostics: string) => ({
  resource: { resourceType: "OperationOutcome", issue: [{ severity, code, diagnostics }] },
});
const bundle = (...entry: object[]) => ({ resourceType: "Bundle", type: "collection", entry });
const stateOf = (value: unknown, id: string) => readBundle(value).searches.find((search) => search.id === id)?.state;

describe("a Bundle as a patient's record", () => {
  it("stands for complete searches, even of what is not in it", () => {
    expect(new Set(readBundle(bundle(patient)).searches.map((search) => search.state))).toEqual(new Set(["complete"]));
  });

  it.each([
    [
      "an error that names Observation, and none came",
      bundle(patient, outcome("error", "exception", "Observation search failed")),
      "bone-observations",
      "failed",
    ],
    [
      "an error that names Observation, and some came",
      bundle(patient, dxa, outcome("error", "exception", "Observation search failed")),
      "bone-observations",
      "partial",
    ],
    [
      "an error that names Observation leaves Condition alone",
      bundle(patient, outcome("error", "exception", "Observation search failed")),
      "conditions",
      "complete",
    ],
    ["a refusal", bundle(patient, outcome("error", "forbidden", "DiagnosticReport: insufficient scope")), "diagnostic-reports", "refused"],
    [
      "a type that the server does not have",
      bundle(patient, outcome("error", "not-supported", "MedicationStatement is not supported")),
      "medication-statements",
      "unsupported",
    ],
    ["an error that names nothing touches every search", bundle(patient, outcome("fatal", "exception", "internal error")), "family-history", "failed"],
    [
      "a warning that the answer may not be everything",
      bundle(patient, outcome("warning", "processing", "It may not contain the entire record")),
      "bone-observations",
      "complete",
    ],
    [
      "a warning that the answer was truncated",
      bundle(patient, outcome("warning", "informational", "Observation: result set truncated to 1000 entries")),
      "bone-observations",
      "partial",
    ],
    [
      "a warning that something was held back",
      bundle(patient, outcome("warning", "suppressed", "MedicationRequest sub-resource not authorized")),
      "medication-requests",
      "partial",
    ],
    [
      "a batch entry that answered 403",
      bundle(patient, { request: { url: "DocumentReference?patient=p1" }, response: { status: "403 Forbidden" } }),
      "documents",
      "refused",
    ],
    ["a first page whose next nobody followed", { ...bundle(patient), type: "searchset", link: [{ relation: "next", url: "x" }] }, "procedures", "partial"],
    ["a searchset with fewer entries than its total", { ...bundle(patient), type: "searchset", total: 9 }, "procedures", "partial"],
  ])("%s", (_what, value, id, state) => {
    expect(stateOf(value, id)).toBe(state);
  });

  it("passes a server's warning on", () => {
    const [first] = readBundle(bundle(patient, outcome("warning", "processing", "It may not contain the entire record"))).searches;
    expect(first?.warnings).toEqual(["It may not contain the entire record"]);
  });

  it("takes the patient that the resources belong to when a server leaks another", () => {
    expect(readBundle(bundle({ resource: { resourceType: "Patient", id: "p2" } }, patient, dxa)).patientId).toBe("p1");
  });

  it("finds resources by the urn:uuid of their entry", () => {
    const read = readBundle(bundle({ fullUrl: "urn:uuid:abc-1", resource: { resourceType: "Patient" } }));
    expect(read.patientId).toBe("abc-1");
    expect(read.aliases.get("urn:uuid:abc-1")).toBe("Patient/abc-1");
  });

  it("finds resources by urn:uuid even where the entries lost their fullUrl", () => {
    expect(readBundle(bundle({ resource: { resourceType: "Patient", id: "abc-1" } })).aliases.get("urn:uuid:abc-1")).toBe("Patient/abc-1");
  });

  it.each([
    ["null", null],
    ["a Patient", { resourceType: "Patient", id: "p1" }],
    ["an empty Bundle", bundle()],
  ])("refuses %s", (_what, value) => {
    expect(() => readBundle(value)).toThrow(BundleError);
  });
});

describe("the answer to a batch, one searchset per request", () => {
  const searchset = (parts: object, ...entry: object[]) => ({
    resource: { resourceType: "Bundle", type: "searchset", entry, ...parts },
    response: { status: "200" },
  });
  const batch = (...entry: object[]) => ({ resourceType: "Bundle", type: "batch-response", entry });

  it("is read like one record", () => {
    const { patientId, resources } = readBundle(batch(searchset({}, patient), searchset({ total: 1 }, dxa)));
    expect(patientId).toBe("p1");
    expect(resources).toEqual([patient.resource, dxa.resource]);
  });

  it.each([
    [
      "a page that is not the last",
      [
        { relation: "self", url: "Observation?patient=p1" },
        { relation: "next", url: "?page=2" },
      ],
      "bone-observations",
      "partial",
    ],
    [
      "leaves what it did not ask for alone",
      [
        { relation: "self", url: "Observation?patient=p1" },
        { relation: "next", url: "?page=2" },
      ],
      "conditions",
      "complete",
    ],
    ["touches everything when it does not say what it is of", [{ relation: "next", url: "?page=2" }], "conditions", "partial"],
  ])("%s", (_what, link, id, state) => {
    expect(stateOf(batch(searchset({}, patient), searchset({ link }, dxa)), id)).toBe(state);
  });

  it("tells of a request that failed inside it", () => {
    const failed = { ...searchset({}, outcome("error", "exception", "Observation search failed")), request: { url: "Observation?patient=p1" } };
    expect(stateOf(batch(searchset({}, patient), failed), "bone-observations")).toBe("failed");
  });

  it("tells of a bundle that was cut short, whatever its type", () => {
    expect(stateOf({ ...bundle(patient), link: [{ relation: "next", url: "?page=2" }] }, "bone-observations")).toBe("partial");
  });
});

describe("a resource that nobody named", () => {
  it("is kept, called by its place", () => {
    const { id: _id, ...nameless } = dxa.resource;
    const kept = readBundle(bundle(patient, { resource: nameless }, { resource: nameless })).resources;
    expect(kept.slice(1)).toEqual([
      { ...nameless, id: "without-id-2" },
      { ...nameless, id: "without-id-3" },
    ]);
  });

  it("an issue that stands alone, not in a list, is still an issue", () => {
    const alone = { resource: { resourceType: "OperationOutcome", issue: { severity: "error", code: "exception", diagnostics: "Observation" } } };
    expect(stateOf(bundle(patient, alone), "bone-observations")).toBe("failed");
  });
});
