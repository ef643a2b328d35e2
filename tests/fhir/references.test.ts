import { answers, asked, base, context, json, searchset, startAfresh, status } from "./fake-fhir";
import { beforeEach, describe, expect, it } from "vitest";
import { requestPlan } from "../../src/fhir/plan";
import { runSearch } from "../../src/fhir/search";

beforeEach(startAfresh);

const orders = requestPlan({ patientId: "p1", vendor: "other", localCodes: [] }).find(({ id }) => id === "medication-requests")!;

const order = (id: string, medicationReference: object): object => ({
  resource: { resourceType: "MedicationRequest", id, medicationReference },
  search: { mode: "match" },
});
const medication = (id: string, mode = "include"): object => ({ resource: { resourceType: "Medication", id }, search: { mode } });
const addresses = (): string[] => asked.map(({ url }) => url.pathname.replace("/fhir/r4/", "") + decodeURIComponent(url.search));

describe("orders that name their drug in another record", () => {
  it("need nothing more when it came along or is contained", async () => {
    answers("MedicationRequest", json(searchset([order("1", { reference: "Medication/m1" }), order("2", { reference: "#m" }), medication("m1")])));
    expect((await runSearch(orders, context())).report.state).toBe("complete");
    expect(asked).toHaveLength(1);
  });

  it("bring what is missing in one more request, each id once, in every spelling of a reference", async () => {
    const entries = [
      order("1", { reference: "Medication/m1" }),
      order("2", { reference: `${base}/Medication/m2` }),
      order("3", { reference: "Medication/m1/_history/2" }),
      order("4", { reference: "Medication/m3" }),
      medication("m3"),
    ];
    answers("MedicationRequest", json(searchset(entries)));
    answers("Medication", json(searchset([medication("m1", "match"), medication("m2", "match")])));
    const { report, resources } = await runSearch(orders, context());
    expect(addresses()[1]).toBe("Medication?_id=m1,m2&_count=2");
    expect(asked).toHaveLength(2);
    expect(report).toMatchObject({ state: "complete", resources: 4 });
    expect(resources).toHaveLength(7);
  });

  it("are read one by one where the server cannot search by id", async () => {
    answers("MedicationRequest", json(searchset([order("1", { reference: "Medication/m1" }), order("2", { reference: "Medication/m2" })])));
    answers("Medication", status(403));
    answers("Medication/m1", json({ resourceType: "Medication", id: "m1" }));
    answers("Medication/m2", json({ resourceType: "Medication", id: "m2" }));
    expect((await runSearch(orders, context())).report.state).toBe("complete");
  });

  it.each([
    ["that does not exist", { reference: "Medication/gone" }],
    ["on another server", { reference: "https://elsewhere.example/fhir/Medication/m1" }],
  ])("%s leave the list incomplete: any of them may be an aromatase inhibitor", async (_what, reference) => {
    answers("MedicationRequest", json(searchset([order("1", reference)])));
    answers("Medication", json(searchset([])));
    answers("Medication/gone", status(404));
    const { report } = await runSearch(orders, context());
    expect(report.state).toBe("partial");
    expect(report.reason).toContain("the drug is named in a record that the EHR did not send");
    expect(asked.every(({ url }) => url.origin === "https://ehr.example")).toBe(true);
  });

  it("with the drug's name beside the reference can be read without it", async () => {
    answers("MedicationRequest", json(searchset([order("1", { reference: "https://elsewhere.example/fhir/Medication/m1", display: "letrozole 2.5 mg" })])));
    expect((await runSearch(orders, context())).report.state).toBe("complete");
  });

  it("ask for no medication that was not granted", async () => {
    answers("MedicationRequest", json(searchset([order("1", { reference: "Medication/m1" })])));
    const { report } = await runSearch(orders, context({ grantedScope: "patient/MedicationRequest.rs" }));
    expect(asked).toHaveLength(1);
    expect(report.state).toBe("partial");
  });
});

describe("a scanner that cannot be read", () => {
  it("does not make the bone results incomplete", async () => {
    const bones = requestPlan({ patientId: "p1", vendor: "oracle", localCodes: [] }).find(({ id }) => id === "bone-observations")!;
    answers("Observation", json(searchset([{ resource: { resourceType: "Observation", id: "o", device: { reference: "Device/d1" } } }])));
    answers("Device", status(403));
    answers("Device/d1", status(403));
    expect((await runSearch(bones, context())).report.state).toBe("complete");
  });
});
