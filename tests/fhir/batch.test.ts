import { asked, base, json, network, neverAnswers, searchset, startAfresh, status, tokens } from "./fake-fhir";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { firstPagesInBatch } from "../../src/fhir/batch";
import { requestPlan } from "../../src/fhir/plan";
import type { Answer } from "../../src/fhir/transport";
import { eventually } from "../patience";

beforeEach(startAfresh);
afterEach(() => {
  vi.useRealTimers();
});

const plan = requestPlan({ patientId: "p1", vendor: "hapi", localCodes: [] });
const together = plan.filter(({ joins }) => joins === "batch").flatMap(({ queries }) => queries.map((query) => `${base}/${query}`));

type Sent = { readonly entry: readonly { readonly request: { readonly method: string; readonly url: string } }[] };
let sent: Sent | undefined;

function batchAnswers(answer: (request: Sent) => Response | Promise<Response>): void {
  network.use(
    http.post(base, async ({ request }) => {
      sent = (await request.clone().json()) as Sent;
      return answer(sent);
    }),
  );
}

const page = (id: string): object => ({ resource: searchset([{ resource: { resourceType: "Basic", id } }]), response: { status: "200 OK" } });

function firstPages(
  more: { grantedScope?: string; lacking?: ReadonlySet<string>; signal?: AbortSignal } = {},
): (url: string) => Promise<Answer | undefined> | undefined {
  const pages = firstPagesInBatch(plan, {
    base,
    grantedScope: "patient/*.rs",
    lacking: new Set(),
    credentials: tokens,
    signal: new AbortController().signal,
    ...more,
  });
  return pages ?? (() => undefined);
}

describe("searches that travel together", () => {
  it("get their first pages out of one request, each its own", async () => {
    batchAnswers(({ entry }) => HttpResponse.json({ resourceType: "Bundle", type: "batch-response", entry: entry.map(({ request }) => page(request.url)) }));
    const pages = firstPages();
    for (const url of together) expect(JSON.stringify(await pages(url))).toContain(JSON.stringify(url.slice(base.length + 1)));
    expect(sent?.entry.every(({ request }) => request.method === "GET")).toBe(true);
  });

  it("are given out once: asked for again, the server is asked", async () => {
    batchAnswers(({ entry }) => HttpResponse.json({ resourceType: "Bundle", entry: entry.map(({ request }) => page(request.url)) }));
    const pages = firstPages();
    expect(await pages(together[0]!)).toBeDefined();
    expect(pages(together[0]!)).toBeUndefined();
  });

  it("leave out what is not granted and what the server does not have", async () => {
    batchAnswers(({ entry }) => HttpResponse.json({ resourceType: "Bundle", entry: entry.map(({ request }) => page(request.url)) }));
    const pages = firstPages({
      grantedScope: "patient/Procedure.rs patient/DocumentReference.rs patient/FamilyMemberHistory.rs",
      lacking: new Set(["FamilyMemberHistory"]),
    });
    await pages(together[0]!);
    await eventually(() => expect(sent?.entry.map(({ request }) => request.url.split("?")[0])).toEqual(["Procedure", "DocumentReference"]));
  });

  it("a part that failed is asked for on its own, so that it says what is wrong with it", async () => {
    batchAnswers(({ entry }) =>
      HttpResponse.json({
        resourceType: "Bundle",
        entry: entry.map(({ request }, index) => (index === 0 ? { response: { status: "403" } } : page(request.url))),
      }),
    );
    const pages = firstPages();
    expect(await pages(together[0]!)).toBeUndefined();
    expect(await pages(together[1]!)).toBeDefined();
  });

  it.each([
    ["a server that refuses batches", status(405)],
    ["an answer with too few parts", json({ resourceType: "Bundle", entry: [page("a")] } as never)],
    ["an answer that is something else", json({ resourceType: "OperationOutcome" })],
  ])("%s costs only time: everything is asked for one by one", async (_what, answer) => {
    batchAnswers(answer);
    const pages = firstPages();
    for (const url of together) expect(await pages(url)).toBeUndefined();
  });

  it("are not waited for longer than four seconds", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    batchAnswers(neverAnswers);
    const pages = firstPages();
    const first = pages(together[0]!);
    await vi.advanceTimersByTimeAsync(4_001);
    expect(await first).toBeUndefined();
  });

  it("stop when the patient is left", async () => {
    const stop = new AbortController();
    batchAnswers(neverAnswers);
    const first = firstPages({ signal: stop.signal })(together[0]!);
    stop.abort();
    expect(await first).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
