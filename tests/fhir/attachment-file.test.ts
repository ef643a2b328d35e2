// @vitest-environment node
import { HttpResponse, http } from "msw";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { readAttachmentFile } from "../../src/fhir/attachment-file";
import { asked, base, network, noAnswer, startAfresh, status, tokens } from "./fake-fhir";

beforeEach(startAfresh);
afterAll(() => network.close());

const pdf = "%PDF-1.4 ä";
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const base64 = Buffer.from(pdf, "latin1").toString("base64");

function binaryIs(answer: () => Response): void {
  network.use(
    http.get(`${base}/Binary/b1`, ({ request }) => {
      asked.push({ method: request.method, url: new URL(request.url), headers: request.headers, body: "" });
      return answer();
    }),
  );
}

const read = (attachment: Readonly<Record<string, unknown>>, credentials = tokens) =>
  readAttachmentFile({ base, credentials, signal: new AbortController().signal }, attachment);

describe("the file of a report", () => {
  it("is taken out of the attachment without asking anybody", async () => {
    expect(await read({ data: base64, url: "Binary/b1" })).toEqual({ kind: "bytes", bytes: bytesOf(pdf) });
    expect(asked).toEqual([]);
  });

  it.each([
    ["relative", "Binary/b1"],
    ["absolute", `${base}/Binary/b1`],
  ])("is fetched by its %s address on the EHR's server, with the token", async (_kind, url) => {
    binaryIs(() => new HttpResponse(bytesOf(pdf), { headers: { "content-type": "application/pdf" } }));
    expect(await read({ url })).toEqual({ kind: "bytes", bytes: bytesOf(pdf) });
    expect(asked[0]?.headers.get("authorization")).toBe("Bearer t1");
  });

  it("may come as a Binary resource in JSON", async () => {
    binaryIs(() => HttpResponse.json({ resourceType: "Binary", contentType: "application/pdf", data: base64 }));
    expect(await read({ url: "Binary/b1" })).toEqual({ kind: "bytes", bytes: bytesOf(pdf) });
  });

  it.each([
    "https://files.example/report.pdf",
    "https://files.example/fhir/r4/Binary/b1",
    "//files.example/b1",
    "https://ehr.example/other/Binary/b1",
    "https://ehr.example/fhir/r4/../../secret",
  ])("at %s, outside the EHR's FHIR server, is not fetched: the token goes nowhere else", async (url) => {
    expect(await read({ url })).toMatchObject({ kind: "not-read", because: expect.stringContaining("open it in the EHR") });
    expect(asked).toEqual([]);
  });

  it.each<[string, () => Response, string]>([
    ["refused", status(403), "(403)"],
    ["gone", status(404), "(404)"],
    ["an error", status(500), "(500)"],
    ["no answer", noAnswer, "could not be reached"],
    ["another resource", () => HttpResponse.json({ resourceType: "OperationOutcome" }), "cannot be decoded"],
    ["nothing", () => new HttpResponse(""), "empty"],
  ])("when the answer is %s, that is said", async (_what, answer, says) => {
    binaryIs(answer);
    expect(await read({ url: "Binary/b1" })).toMatchObject({ kind: "not-read", because: expect.stringContaining(says) });
  });

  it("is asked for once more after a renewed token", async () => {
    let first = true;
    binaryIs(() => {
      const answer = first ? status(401)() : new HttpResponse(bytesOf(pdf));
      first = false;
      return answer;
    });
    expect(await read({ url: "Binary/b1" }, { ...tokens, renew: () => Promise.resolve(true) })).toMatchObject({ kind: "bytes" });
  });

  it.each([{}, { url: "" }, { data: "%%%" }])("that the EHR names without content is said to be unreadable: %j", async (attachment) => {
    expect((await read(attachment)).kind).toBe("not-read");
  });
});
