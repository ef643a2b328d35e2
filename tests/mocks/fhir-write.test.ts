// @vitest-environment node
import { beforeEach, describe, expect, test } from "vitest";
import { createSandbox } from "../../mocks/sandbox";
import { fhirClient, type Json, json } from "./smart-client";

let client: ReturnType<typeof fhirClient>;
let readOnly: ReturnType<typeof fhirClient>;

beforeEach(() => {
  const sandbox = createSandbox({ today: "2026-11-23" });
  client = fhirClient(sandbox, sandbox.issueAccess({ patient: "man" }));
  readOnly = fhirClient(sandbox, sandbox.issueAccess({ patient: "man", scope: "patient/*.rs" }));
});

const task = {
  resourceType: "Task",
  status: "requested",
  intent: "order",
  identifier: [{ system: "https://boneline.example/prompt", value: "DXA-03" }],
  for: { reference: "Patient/man" },
};

const subject = { reference: "Patient/man" };
const note = { resourceType: "DocumentReference", status: "current", subject, content: [{ attachment: { contentType: "text/plain", data: "Tm90ZQ==" } }] };
const report = { resourceType: "DiagnosticReport", status: "final", code: { text: "DXA" }, subject };

describe("checking without storing", () => {
  const severities = async (response: Promise<Response>) => (((await json(response))["issue"] ?? []) as { severity: string }[]).map(({ severity }) => severity);

  test("says that nothing is wrong, and stores nothing", async () => {
    expect(await severities(client.send("POST", "DocumentReference/$validate", note))).toEqual(["information"]);
    expect(await client.ids("DocumentReference?patient=man&_tag=none")).toEqual([]);
  });

  test("names what is wrong with an answer of 200", async () => {
    const response = await client.send("POST", "DocumentReference/$validate", { ...note, docStatus: "signed" });
    expect(response.status).toBe(200);
    expect(await severities(Promise.resolve(response))).toEqual(["error"]);
  });
});

describe("creating", () => {
  test("a Provenance puts it into the record of the patient whom its target is about", async () => {
    const written = await json(client.send("POST", "Task", task));
    const target = [{ reference: `Task/${String(written["id"])}` }];
    const made = await client.send("POST", "Provenance", {
      resourceType: "Provenance",
      target,
      recorded: "2026-11-23T10:00:00Z",
      agent: [{ who: { display: "x" } }],
    });
    expect(made.status).toBe(201);
    expect(await client.ids(`Provenance?target=Task/${String(written["id"])}`)).toHaveLength(1);
    const lost = { resourceType: "Provenance", target: [{ reference: "Task/none" }], recorded: "2026-11-23T10:00:00Z", agent: [{ who: { display: "x" } }] };
    expect((await client.send("POST", "Provenance", lost)).status).toBe(422);
  });

  test("gives an id, a version and the address", async () => {
    const response = await client.send("POST", "Task", task);
    expect(response.status).toBe(201);
    expect(response.headers.get("etag")).toBe('W/"1"');
    const created = await json(response);
    expect(response.headers.get("location")).toContain(`/Task/${String(created["id"])}`);
    expect(await client.ids("Task?patient=man")).toEqual([created["id"]]);
  });

  test("If-None-Exist does not make a second one", async () => {
    const condition = { "if-none-exist": "identifier=https://boneline.example/prompt|DXA-03" };
    const first = await json(client.send("POST", "Task", task, condition));
    const second = await client.send("POST", "Task", task, condition);
    expect(second.status).toBe(200);
    expect((await json(second))["id"]).toBe(first["id"]);
    await client.send("POST", "Task", task);
    expect((await client.send("POST", "Task", task, condition)).status).toBe(412);
  });

  test.each([
    ["without what R4 requires", { resourceType: "Task", for: { reference: "Patient/man" } }, "Task", 422],
    ["about another patient", { ...task, for: { reference: "Patient/falling-fast" } }, "Task", 403],
    ["about nobody", { resourceType: "Task", status: "requested", intent: "order" }, "Task", 403],
    ["as another type than the address says", task, "Goal", 400],
    ["with text that is not base64", { ...note, content: [{ attachment: { contentType: "text/plain", data: "Grüße" } }] }, "DocumentReference", 422],
    ["with a code that R4 does not know", { ...note, docStatus: "signed" }, "DocumentReference", 422],
    ["listing a result that is not there", { ...report, result: [{ reference: "Observation/none" }] }, "DiagnosticReport", 422],
    ["of a type that is not written here", { resourceType: "Patient", id: "x" }, "Patient", 405],
  ])("is refused %s", async (_, body, type, status) => {
    expect((await client.send("POST", type, body)).status).toBe(status);
  });

  test("is refused without the scope", async () => {
    expect((await readOnly.send("POST", "Task", task)).status).toBe(403);
  });
});

describe("updating", () => {
  let created: Json;
  beforeEach(async () => {
    created = await json(client.send("POST", "Task", task));
  });
  const address = () => `Task/${String(created["id"])}`;

  test("with the right version makes the next", async () => {
    const response = await client.send("PUT", address(), { ...created, status: "completed" }, { "if-match": 'W/"1"' });
    expect(response.status).toBe(200);
    expect(response.headers.get("etag")).toBe('W/"2"');
    expect(await json(client.request(address()))).toMatchObject({ status: "completed", meta: { versionId: "2" } });
  });

  test("over somebody else's change is refused: 412 with If-Match, 409 without", async () => {
    await client.send("PUT", address(), { ...created, status: "accepted" });
    expect((await client.send("PUT", address(), { ...created, status: "completed" }, { "if-match": 'W/"1"' })).status).toBe(412);
    expect((await client.send("PUT", address(), { ...created, status: "completed" })).status).toBe(409);
  });

  test("what does not exist is a 404; a wrong id in the body a 400", async () => {
    expect((await client.send("PUT", "Task/none", { ...task, id: "none" })).status).toBe(404);
    expect((await client.send("PUT", address(), { ...task, id: "other" })).status).toBe(400);
  });
});

describe("Bundles to the base", () => {
  const get = (url: string) => ({ request: { method: "GET", url } });

  test("a batch answers each entry on its own", async () => {
    const response = await client.send("POST", "", {
      resourceType: "Bundle",
      type: "batch",
      entry: [get("Patient/man"), get("Condition?patient=man"), get("Condition?patient=falling-fast")],
    });
    const { entry } = (await json(response)) as { entry: { response: { status: string }; resource?: Json }[] };
    expect(entry.map((item) => item.response.status)).toEqual(["200", "200", "403"]);
    expect(entry[1]?.resource?.["resourceType"]).toBe("Bundle");
  });

  test("a transaction that fails leaves nothing behind", async () => {
    const write = (resource: Json) => ({ resource, request: { method: "POST", url: String(resource["resourceType"]) } });
    const failed = await client.send("POST", "", { resourceType: "Bundle", type: "transaction", entry: [write(task), write({ resourceType: "Goal" })] });
    expect(failed.status).toBe(422);
    expect(await client.ids("Task?patient=man")).toEqual([]);
  });

  test("a transaction links what it creates", async () => {
    const order = { resourceType: "ServiceRequest", status: "draft", intent: "proposal", subject: { reference: "Patient/man" } };
    await client.send("POST", "", {
      resourceType: "Bundle",
      type: "transaction",
      entry: [
        { fullUrl: "urn:uuid:0a7c8d14-0000-4000-8000-000000000001", resource: order, request: { method: "POST", url: "ServiceRequest" } },
        { resource: { ...task, focus: { reference: "urn:uuid:0a7c8d14-0000-4000-8000-000000000001" } }, request: { method: "POST", url: "Task" } },
      ],
    });
    const [orderId] = await client.ids("ServiceRequest?patient=man");
    expect(await client.ids(`Task?focus=ServiceRequest/${orderId}`)).toHaveLength(1);
  });
});
