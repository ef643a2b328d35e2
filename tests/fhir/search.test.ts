import {
  answers,
  asked,
  base,
  context,
  type Entry,
  json,
  network,
  neverAnswers,
  noAnswer,
  observation,
  outcome,
  search,
  searchset,
  startAfresh,
  status,
  text,
  tokens,
} from "./fake-fhir";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepingWhatArrived, runSearch } from "../../src/fhir/search";
import { eventually } from "../patience";

beforeEach(startAfresh);
afterEach(() => {
  vi.useRealTimers();
});

const ids = (resources: readonly unknown[]): unknown[] => resources.map((resource) => (resource as { id?: unknown } | undefined)?.id);

describe("a search that goes well", () => {
  it("is asked anew each time: the browser keeps nothing of it, and a HAPI server does not answer with the last minute's list", async () => {
    const modes: RequestCache[] = [];
    network.use(
      http.get(`${base}/Observation`, ({ request }) => {
        modes.push(request.cache);
        return HttpResponse.json(searchset([]));
      }),
    );
    await runSearch(search, context());
    expect(modes).toEqual(["no-store"]); // browsers then send Cache-Control: no-cache, which HAPI heeds
  });

  it("is complete, says when it was answered and holds what was sent", async () => {
    answers("Observation", json(searchset([observation("a"), observation("b")])));
    const result = await runSearch(search, context());
    expect(result.report).toMatchObject({ id: "bone-observations", state: "complete", reason: "", pages: 1, resources: 2, warnings: [] });
    expect(Date.parse(result.report.answeredAt ?? "")).not.toBeNaN();
    expect(ids(result.resources)).toEqual(["a", "b"]);
  });

  it("carries the token and asks for FHIR JSON", async () => {
    answers("Observation", json(searchset([])));
    await runSearch(search, context());
    expect(asked[0]?.headers.get("authorization")).toBe("Bearer t1");
    expect(asked[0]?.headers.get("accept")).toBe("application/fhir+json");
  });

  it("that finds nothing is complete too: absence was established", async () => {
    answers("Observation", json({ resourceType: "Bundle", type: "searchset", total: 0 }));
    expect((await runSearch(search, context())).report).toMatchObject({ state: "complete", resources: 0 });
  });

  it("does not count what only came along as a result", async () => {
    answers(
      "Observation",
      json(searchset([observation("a"), { resource: { resourceType: "Device", id: "d" }, search: { mode: "include" } }], undefined, { total: 1 })),
    );
    const { report, resources } = await runSearch(search, context());
    expect(report).toMatchObject({ state: "complete", resources: 1 });
    expect(resources).toHaveLength(2);
  });
});

describe("pages", () => {
  it.each([
    ["absolute", `${base}/_page/2`, "_page/2"],
    ["relative to the server's base", "Observation?_page=2", "Observation"],
    ["below the host", "/fhir/r4/Observation?_page=2", "Observation"],
    ["a query of the same search", "?_page=2", "Observation"],
  ])("are followed when their link is %s", async (_how, next, path) => {
    answers("Observation", json(searchset([observation("a")], next)), json(searchset([observation("b")])));
    if (path !== "Observation") answers(path, json(searchset([observation("b")])));
    const { report, resources } = await runSearch(search, context());
    expect(report).toMatchObject({ state: "complete", pages: 2, resources: 2 });
    expect(ids(resources)).toEqual(["a", "b"]);
  });

  it("are followed at the server's root, as HAPI does", async () => {
    answers("Observation", json(searchset([observation("a")], `${base}?_getpages=x&_getpagesoffset=1`)));
    network.use(http.get(base, () => HttpResponse.json(searchset([observation("b")]))));
    expect((await runSearch(search, context())).report).toMatchObject({ state: "complete", pages: 2 });
  });

  it.each(["http://hapi:8080/fhir", "http://ehr.example/fhir/r4", "https://ehr.example/internal/fhir"])(
    "are asked at the session's own base when a HAPI server behind a proxy calls itself %s",
    async (itself) => {
      answers("Observation", json(searchset([observation("a")], `${itself}?_getpages=x&_getpagesoffset=1&_bundletype=searchset`)));
      const second: string[] = [];
      network.use(
        http.get(base, ({ request }) => {
          second.push(request.url);
          return HttpResponse.json(searchset([observation("b")]));
        }),
      );
      const { report, resources } = await runSearch(search, context()); // any request elsewhere would fail the test: nothing handles it
      expect(report).toMatchObject({ state: "complete", pages: 2 });
      expect(ids(resources)).toEqual(["a", "b"]);
      expect(second).toEqual([`${base}?_getpages=x&_getpagesoffset=1&_bundletype=searchset`]);
    },
  );

  it.each([
    ["another origin", "https://elsewhere.example/fhir?page=2"],
    ["another port", "https://ehr.example:8443/fhir/r4?page=2"],
    ["the same host without https", "http://ehr.example/fhir/r4?page=2"],
    ["a name in front of another host", "https://ehr.example@elsewhere.example/?page=2"],
    ["the same host under another name", "https://someone@ehr.example/fhir/r4/Observation?page=2"],
    ["the same host under a password alone", "https://:secret@ehr.example/fhir/r4/Observation?page=2"],
  ])("on %s are never fetched: the list is incomplete and says so", async (_where, next) => {
    answers("Observation", json(searchset([observation("a")], next)));
    const { report, resources } = await runSearch(search, context()); // any request there would fail the test: nothing handles it
    expect(report.state).toBe("partial");
    expect(report.reason).toContain("another server");
    expect(ids(resources)).toEqual(["a"]);
    expect(asked).toHaveLength(1);
  });

  it("are relative to the server's base, wherever the page before them stood", async () => {
    answers("Observation", json(searchset([observation("a")], `${base}/_page/2`)), json(searchset([observation("c")])));
    answers("_page/2", json(searchset([observation("b")], "Observation?_page=3")));
    const { report, resources } = await runSearch(search, context()); // any other address would fail the test: nothing handles it
    expect(report).toMatchObject({ state: "complete", pages: 3 });
    expect(ids(resources)).toEqual(["a", "b", "c"]);
  });

  it("an empty one in the middle is not the end", async () => {
    answers(
      "Observation",
      json(searchset([observation("a")], "Observation?_page=2")),
      json(searchset([], "Observation?_page=3")),
      json(searchset([observation("b")])),
    );
    const { report, resources } = await runSearch(search, context());
    expect(report).toMatchObject({ state: "complete", pages: 3 });
    expect(ids(resources)).toEqual(["a", "b"]);
  });

  it("one that repeats an entry of the page before brings the rest", async () => {
    answers("Observation", json(searchset([observation("a"), observation("b")], "Observation?_page=2")), json(searchset([observation("b"), observation("c")])));
    const { report, resources } = await runSearch(search, context());
    expect(report.state).toBe("complete");
    expect(new Set(ids(resources))).toEqual(new Set(["a", "b", "c"]));
  });

  it("are found among links that are broken or mean something else", async () => {
    const link = [null, "next", { relation: "self", url: "Observation" }, { relation: "next", url: "Observation?_page=2" }];
    answers("Observation", json(searchset([observation("a")], undefined, { link })), json(searchset([observation("b")])));
    expect((await runSearch(search, context())).report).toMatchObject({ state: "complete", pages: 2 });
  });

  it("that lead back to themselves end the search, incomplete", async () => {
    answers("Observation", json(searchset([observation("a")], "Observation?patient=p1&code=62292-8")));
    const { report } = await runSearch(search, context());
    expect(report).toMatchObject({ state: "partial", pages: 1 });
  });

  it("that never end but bring nothing new end the search, incomplete", async () => {
    let page = 0;
    answers("Observation", () => {
      page += 1;
      return HttpResponse.json(searchset([observation("a")], `Observation?_page=${page}`));
    });
    const { report } = await runSearch(search, context());
    expect(report.state).toBe("partial");
    expect(asked).toHaveLength(2);
  });

  it("without end are cut at a hundred, incomplete, with what arrived", async () => {
    let page = 0;
    answers("Observation", () => {
      page += 1;
      return HttpResponse.json(searchset([observation(`o${page}`)], `Observation?_page=${page}`));
    });
    const { report, resources } = await runSearch(search, context());
    expect(report).toMatchObject({ state: "partial", pages: 100 });
    expect(resources).toHaveLength(100);
  });

  it("one missing in the middle leaves what came before, named as incomplete", async () => {
    answers("Observation", json(searchset([observation("a")], `${base}/_page/2`)));
    answers("_page/2", status(410));
    const { report, resources } = await runSearch(search, context());
    expect(report.state).toBe("partial");
    expect(report.reason).toMatch(/Page 2 could not be read/);
    expect(ids(resources)).toEqual(["a"]);
  });

  it("a server that announces more than it sends is not believed to be complete", async () => {
    answers("Observation", json(searchset([observation("a"), observation("b")], undefined, { total: 30 })));
    const { report } = await runSearch(search, context());
    expect(report.state).toBe("partial");
    expect(report.reason).toContain("counts 30 entries and sent 2");
  });

  it("that overlap are not counted twice: an entry that came again stands for none that is missing", async () => {
    const total = { total: 4 };
    answers("Observation", json(searchset([observation("a"), observation("b")], `${base}/_page/2`, total)));
    answers("_page/2", json(searchset([observation("b"), observation("c")], undefined, total)));
    const { report } = await runSearch(search, context());
    expect(report).toMatchObject({ state: "partial", resources: 3, reason: expect.stringContaining("counts 4 entries and sent 3") });
  });
});

describe("a server that is busy or in trouble", () => {
  /** Lets the clock run, slowly enough for answers to arrive, until the search is over. */
  async function settled(running: Promise<unknown>): Promise<void> {
    const state = { over: false };
    void running.finally(() => {
      state.over = true;
    });
    while (!state.over) {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersByTimeAsync(50);
    }
  }

  it("is asked again after the pause it asks for, not sooner", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    answers("Observation", status(429, { "retry-after": "2" }), json(searchset([observation("a")])));
    const running = runSearch(search, context());
    await eventually(() => expect(asked).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    await settled(running);
    expect((await running).report).toMatchObject({ state: "complete", resources: 1 });
  });

  it("that asks for a pause of many minutes is not waited for", async () => {
    answers("Observation", status(429, { "retry-after": "600" }));
    const { report } = await runSearch(search, context());
    expect(asked).toHaveLength(1);
    expect(report.state).toBe("failed");
    expect(report.reason).toContain("longer pause");
  });

  it.each([
    [503, 4],
    [502, 4],
    [504, 4],
    [429, 4],
    [500, 2],
    [403, 1],
    [400, 1],
  ])("answering %i for ever is asked %i times, then it is said", async (code, times) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    answers("Observation", status(code, { "content-type": "text/html" }, "<html><h1>Application error</h1></html>"));
    const running = runSearch(search, context());
    await settled(running);
    expect(asked).toHaveLength(times);
    const { report } = await running;
    expect(report.state).toBe(code === 403 ? "refused" : "failed");
    expect(report.reason).toContain(String(code));
    expect(report.reason).not.toContain("Application error");
  });

  it("that cannot be reached is asked again and may come back", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    answers("Observation", noAnswer, json(searchset([observation("a")])));
    const running = runSearch(search, context());
    await settled(running);
    expect((await running).report.state).toBe("complete");
  });

  it("that takes longer than 20 seconds is given up, twice", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    answers("Observation", neverAnswers);
    const running = runSearch(search, context());
    await eventually(() => expect(asked).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(20_001);
    await eventually(() => expect(asked).toHaveLength(2));
    await vi.advanceTimersByTimeAsync(20_001);
    expect((await running).report).toMatchObject({ state: "failed", reason: expect.stringContaining("did not answer in time") });
  });
});

describe("an answer that is no answer", () => {
  it.each([
    ["nothing", text(""), "empty"],
    ["a web page", text("<!doctype html><p>Sign in", "text/html"), "web page"],
    ["half a bundle", text('{"resourceType":"Bundle","entry":[{"res'), "breaks off"],
    ["a number", text("7"), "something other"],
    ["a patient", json({ resourceType: "Patient", id: "p1" }), "something other"],
    ["one entry where a list belongs", json({ resourceType: "Bundle", type: "searchset", entry: observation("a") } as never), "something other"],
    ["one link where a list belongs", json(searchset([observation("a")], undefined, { link: { relation: "next", url: `${base}/2` } })), "something other"],
    ["an error in the clothes of a success", json(outcome("error", "exception", "boom") as never), "answered with an error"],
  ])("%s is a failed search, never an empty one", async (_what, answer, says) => {
    answers("Observation", answer);
    const { report, resources } = await runSearch(search, context());
    expect(report.state).toBe("failed");
    expect(report.reason).toContain(says);
    expect(resources).toEqual([]);
  });

  it("a page cut in the middle leaves the pages before it", async () => {
    answers("Observation", json(searchset([observation("a")], "Observation?_page=2")), text('{"resourceType":"Bundle","entry":[{"res'));
    const { report, resources } = await runSearch(search, context());
    expect(report.state).toBe("partial");
    expect(ids(resources)).toEqual(["a"]);
  });

  it("broken entries among good ones are passed on, to be listed", async () => {
    answers("Observation", json(searchset([null, 7, {}, { resource: null }, observation("a"), { resource: { resourceType: "Observation" } }])));
    const { report, resources } = await runSearch(search, context());
    expect(report.state).toBe("complete");
    expect(resources).toHaveLength(6);
  });
});

describe("what the server says about its own answer", () => {
  const warning: Entry = { resource: outcome("warning", "processing", "It may not contain the entire record."), search: { mode: "outcome" } };

  it("a warning among the results is shown once and is not a result", async () => {
    answers("Observation", json(searchset([observation("a"), warning], "Observation?_page=2")), json(searchset([observation("b"), warning])));
    const { report, resources } = await runSearch(search, context());
    expect(report).toMatchObject({ state: "complete", resources: 2, warnings: ["It may not contain the entire record."] });
    expect(ids(resources)).toEqual(["a", "b"]);
  });

  it.each([
    ["an error", outcome("error", "processing", "Index offline")],
    ["a timeout", outcome("warning", "timeout", "One source did not respond")],
    ["data that were held back", outcome("warning", "suppressed", "Some results are restricted")],
    ["a search that was given up", outcome("warning", "too-costly", "Stopped after 1,000 rows")],
    ["an answer cut short, in words", outcome("information", "informational", "Result set truncated to 1000 entries")],
    ["a source that was not read", outcome("information", "incomplete", "One source did not respond")],
    [
      "Epic's word for data this app may not see",
      {
        resourceType: "OperationOutcome",
        issue: [{ severity: "warning", code: "processing", details: { coding: [{ code: "59204", display: "Sub-resource not authorized" }] } }],
      },
    ],
    [
      "Epic's word for data this user may not see",
      {
        resourceType: "OperationOutcome",
        issue: [{ severity: "warning", code: "processing", details: { coding: [{ code: "59205", display: "User not authorized" }] } }],
      },
    ],
  ])("%s among the results makes the search incomplete", async (_what, resource) => {
    answers("Observation", json(searchset([observation("a"), { resource }])));
    const { report } = await runSearch(search, context());
    expect(report.state).toBe("partial");
    expect(report.warnings).toHaveLength(1);
  });

  it("one of two questions that was answered in part makes the whole incomplete", async () => {
    const withheld = outcome("warning", "suppressed", "Some results are restricted");
    answers("Observation", json(searchset([observation("a")])), json(searchset([observation("b"), { resource: withheld }])));
    const { report, resources } = await runSearch({ ...search, queries: ["Observation?patient=p1&code=1", "Observation?patient=p1&code=2"] }, context());
    expect(new Set(ids(resources))).toEqual(new Set(["a", "b"]));
    expect(report.state).toBe("partial");
    expect(report.reason).toContain("lacks something");
  });
});

describe("what is not there or not allowed", () => {
  it.each([
    [404, {}],
    [405, {}],
    [501, {}],
    [400, outcome("error", "not-supported", "not here")],
    [422, outcome("error", "processing", "Unknown resource type 'Observation'")],
  ])("%i may mean that the server has no such resources", async (code, body) => {
    answers("Observation", json(body as never, { status: code }));
    expect((await runSearch(search, context())).report.state).toBe("unsupported");
  });

  it("a type that the granted scopes leave out is not asked for, and the scope is named", async () => {
    const { report } = await runSearch(search, context({ grantedScope: "launch patient/Patient.rs patient/Condition.read" }));
    expect(asked).toEqual([]);
    expect(report).toMatchObject({ state: "refused", pages: 0, resources: 0 });
    expect(report.reason).toContain("patient/Observation.rs");
  });

  it("a scope for one category is used, and the answer counts as incomplete", async () => {
    answers("Observation", json(searchset([observation("a")])));
    const limit = "category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory";
    const { report, resources } = await runSearch(search, context({ grantedScope: `patient/Observation.rs?${limit}` }));
    expect(resources).toHaveLength(1);
    expect(report.state).toBe("partial");
    expect(report.reason).toContain("laboratory");
  });

  it("a type the CapabilityStatement leaves out is not asked for", async () => {
    const { report } = await runSearch(search, context({ lacking: new Set(["Observation"]) }));
    expect(asked).toEqual([]);
    expect(report.state).toBe("unsupported");
  });

  const patient = { id: "patient", resourceType: "Patient", interaction: "read", urgency: "high", queries: ["Patient/p1"] } as const;
  it.each([
    ["does not find is a failure, not a missing feature", 404, "failed", "does not find this patient"],
    ["does not show is refused", 403, "refused", "403"],
    ["cannot read for an error of its own is a failure", 400, "failed", "400"],
  ])("a patient the server %s", async (_what, code, state, says) => {
    answers("Patient/p1", status(code));
    const { report, resources } = await runSearch(patient, context());
    expect(report).toMatchObject({ state, reason: expect.stringContaining(says), pages: 0, resources: 0 });
    expect(resources).toEqual([]);
  });

  it("another patient in place of the one asked for is a failure: nothing is said about the name, sex and age of this one", async () => {
    answers("Patient/p1", json({ resourceType: "Patient", id: "p2", gender: "female" }));
    const planned = { id: "patient", resourceType: "Patient", interaction: "read", urgency: "high", queries: ["Patient/p1"] } as const;
    const { report, resources } = await runSearch(planned, context());
    expect(report).toMatchObject({ state: "failed", resources: 0, reason: expect.stringContaining("something other") });
    expect(resources).toEqual([]);
  });
});

describe("a token that ends", () => {
  it("is renewed once and the search goes on", async () => {
    answers("Observation", status(401), json(searchset([observation("a")])));
    const renewing = {
      ...tokens,
      renew: (refused: string) => {
        tokens.given = "t2";
        return Promise.resolve(refused === "t1");
      },
    };
    const { report } = await runSearch(search, context({ credentials: renewing }));
    expect(report.state).toBe("complete");
    expect(asked.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer t1", "Bearer t2"]);
  });

  it("in the middle of the pages leaves what arrived, and says to launch again", async () => {
    answers("Observation", json(searchset([observation("a")], "Observation?_page=2")), status(401));
    const { report, resources } = await runSearch(search, context());
    expect(tokens.renewals).toEqual(["t1"]);
    expect(report.state).toBe("partial");
    expect(report.reason).toMatch(/Launch Boneline/);
    expect(ids(resources)).toEqual(["a"]);
  });

  it("that is not there any more asks for nothing", async () => {
    const ended = { ...tokens, accessToken: () => Promise.resolve(undefined) };
    expect((await runSearch(search, context({ credentials: ended }))).report.state).toBe("refused");
    expect(asked).toEqual([]);
  });
});

describe("a search that is aborted", () => {
  it("rejects at once, also in the middle of a pause, and asks for nothing more", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    const stop = new AbortController();
    answers("Observation", status(503));
    const running = runSearch(search, context({ signal: stop.signal })).catch((error: unknown) => error);
    await eventually(() => expect(asked).toHaveLength(1));
    stop.abort();
    expect(await running).toMatchObject({ name: "AbortError" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
  });
});

describe("a question the server does not accept", () => {
  const picky = {
    ...search,
    queries: ["Observation?patient=p1&code=1&_include=Observation:device"],
    plainer: { queries: ["Observation?patient=p1&code=1"], cannotClaim: "some may be missing" },
  };

  it.each([400, 422])("is put more plainly after a %i, and what that leaves out is said", async (code) => {
    answers("Observation", status(code), json(searchset([observation("a")])));
    const { report } = await runSearch(picky, context());
    expect(asked.map(({ url }) => url.searchParams.has("_include"))).toEqual([true, false]);
    expect(report.state).toBe("partial");
    expect(report.reason).toContain("Some may be missing.");
  });

  it("was accepted when its first page came: a later page that is refused takes nothing away from the ones before", async () => {
    answers("Observation", json(searchset([observation("a")], `${base}/_page/2`)), status(500));
    answers("_page/2", status(400));
    const { report, resources } = await runSearch(picky, context());
    expect(report).toMatchObject({ state: "partial", reason: expect.stringContaining("Page 2 could not be read.") });
    expect(ids(resources)).toEqual(["a"]);
  });

  it("is sent as a form where it is too long for an address", async () => {
    answers("Observation", status(414));
    answers("Observation/_search", json(searchset([observation("a")])));
    const { report } = await runSearch(search, context());
    expect(report.state).toBe("complete");
    expect(asked[1]).toMatchObject({ method: "POST", body: "patient=p1&code=62292-8" });
  });
});

describe("asking again", () => {
  it("never takes from the screen what an earlier answer brought", async () => {
    answers("Observation", json(searchset([observation("a")], "https://elsewhere.example")), status(403));
    const before = await runSearch(search, context());
    const after = keepingWhatArrived(before, await runSearch(search, context()));
    expect(ids(after.resources)).toEqual(["a"]);
    expect(after.report.state).toBe("partial");
    expect(after.report.reason).toContain("403");
  });

  it("keeps what an earlier answer brought when a later one is cut short before it", async () => {
    const cut = "https://elsewhere.example";
    answers("Observation", json(searchset([observation("a"), observation("b")], cut)), json(searchset([observation("b")], cut)));
    const before = await runSearch(search, context());
    const after = keepingWhatArrived(before, await runSearch(search, context()));
    expect(new Set(ids(after.resources))).toEqual(new Set(["a", "b"]));
    expect(after.report.state).toBe("partial");
  });

  it("adds what a later, incomplete answer brings to what an earlier one brought, links between the entries included", async () => {
    const cut = "https://elsewhere.example";
    const linked = (id: string) => ({ ...observation(id), fullUrl: `urn:uuid:${id}` });
    answers("Observation", json(searchset([linked("a"), linked("b")], cut)), json(searchset([linked("c")], cut)));
    const before = await runSearch(search, context());
    const after = keepingWhatArrived(before, await runSearch(search, context()));
    expect(ids(after.resources)).toEqual(["c", "a", "b"]);
    expect(new Map(after.aliases)).toEqual(
      new Map([
        ["urn:uuid:a", "Observation/a"],
        ["urn:uuid:b", "Observation/b"],
        ["urn:uuid:c", "Observation/c"],
      ]),
    );
    expect(after.report.reason).not.toContain("brought nothing");
  });

  it("replaces what was incomplete by what is complete, even if that is nothing", async () => {
    answers("Observation", json(searchset([observation("a")], "https://elsewhere.example")), json(searchset([])));
    const before = await runSearch(search, context());
    const after = keepingWhatArrived(before, await runSearch(search, context()));
    expect(after).toMatchObject({ resources: [], report: { state: "complete" } });
  });
});
