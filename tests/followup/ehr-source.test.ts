// @vitest-environment node
import { afterEach, describe, expect, it, vi } from "vitest";
import { cohort } from "../../mocks/patients/cohort";
import type { Sandbox } from "../../mocks/sandbox";
import { drugSource, type EhrSourceOptions, panelSource } from "../../src/followup/ehr-source";
import { startList } from "../../src/followup/list-run";
import { createPause } from "../../src/followup/pause";
import { guidelineSettings } from "../../src/guidelines/settings";
import { defaultRecordSettings } from "../../src/record/site";
import { readList } from "./read-list";
import { provider, today } from "./sandbox-access";
import { eventually } from "../patience";

afterEach(() => void vi.unstubAllGlobals());

const people = cohort({ size: 30, onAi: "all", today });
const settings = { today, record: defaultRecordSettings, guidelines: guidelineSettings(), inFlight: 6 };

function ehr(options: Parameters<typeof provider>[0] = {}): { readonly sandbox: Sandbox; readonly options: EhrSourceOptions } {
  const { sandbox, access } = provider({ patients: "none", sources: [people], ...options });
  return { sandbox, options: { ...settings, access } };
}

const fhirRequests = (sandbox: Sandbox) => sandbox.log.filter(({ kind }) => kind === "fhir");

/** Changes every request before the sandbox sees it. */
function rewriting(sandbox: Sandbox, change: (url: URL) => void): void {
  vi.stubGlobal("fetch", (address: string, init?: RequestInit) => {
    const url = new URL(address);
    change(url);
    return sandbox.handle(new Request(url, init));
  });
}

describe("a list by search from the drug", () => {
  it("asks for many patients with few requests", async () => {
    const { sandbox, options } = ehr();
    const { rows, progress } = await readList(drugSource(options));
    expect(rows).toHaveLength(30);
    expect(progress.at(-1)).toMatchObject({ found: 30, more: "no" });
    expect(fhirRequests(sandbox).length).toBeLessThan(90); // twelve for each would be 360
  });

  it("a search that is refused is missing from every patient it was asked for, and nobody is due nothing", async () => {
    const { options } = ehr({ faults: [{ type: "Observation", on: "search", status: 403 }] });
    const { rows } = await readList(drugSource(options));
    expect(rows).toHaveLength(30);
    for (const row of rows) {
      expect(row.notLoaded.map(({ search }) => search)).toContain("bone-observations");
      expect(["not-concluded", "outside"]).toContain(row.dxa); // outside: metastatic disease, where no interval is claimed
    }
  });

  it("a 403 in the middle touches the patients of that chunk only, and asking for them again settles it", async () => {
    const { options } = ehr({ faults: [{ type: "DiagnosticReport", on: "search", status: 403, times: 1 }] });
    const source = drugSource({ ...options, access: { ...options.access, ehr: { ...options.access.ehr, vendor: "other" } } });
    const { rows } = await readList(source);
    const failed = rows.filter(({ notLoaded }) => notLoaded.length > 0);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(30);
    const again = await readList(source, { only: new Set(failed.map(({ patientId }) => patientId)) });
    expect(again.rows.map(({ patientId }) => patientId).toSorted()).toEqual(failed.map(({ patientId }) => patientId).toSorted());
    expect(again.rows.every(({ notLoaded }) => notLoaded.length === 0)).toBe(true);
  });

  it("an EHR that silently answers for the first patient of a list only is asked one by one", async () => {
    const { sandbox, options } = ehr();
    const whole = (await readList(drugSource(options))).rows;
    rewriting(sandbox, (url) => {
      const asked = url.searchParams.get("patient");
      if (asked !== null) url.searchParams.set("patient", asked.split(",")[0] ?? "");
    });
    const other = { ...options, access: { ...options.access, ehr: { ...options.access.ehr, vendor: "other" as const } } };
    const { rows, problems } = await readList(drugSource(other));
    expect(rows).toHaveLength(30);
    expect(rows.filter(({ dxa }) => dxa === "none-on-record").length).toBe(whole.filter(({ dxa }) => dxa === "none-on-record").length);
    expect(problems.map(({ reason }) => reason)).toContainEqual(expect.stringContaining("one by one"));
  });

  it("says that patients may be missing when the search for them fails", async () => {
    const { options } = ehr({ faults: [{ type: "MedicationStatement", on: "search", status: 403 }] });
    const { problems } = await readList(drugSource(options));
    expect(problems.some(({ reason }) => reason.includes("Patients may be missing") && reason.includes("reported medicines"))).toBe(true);
  });

  it("waits as the EHR asks when it is busy, and then reads everybody", async () => {
    const { options } = ehr({ faults: [{ type: "Condition", on: "search", status: 429, headers: { "retry-after": "0" }, times: 3 }] });
    const { rows } = await readList(drugSource(options));
    expect(rows.every(({ notLoaded }) => notLoaded.length === 0)).toBe(true);
  });

  it("never has more requests in flight than it may", async () => {
    const { sandbox, options } = ehr();
    let now = 0;
    let most = 0;
    vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
      now += 1;
      most = Math.max(most, now);
      const answer = await sandbox.handle(new Request(url, init));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return answer;
    });
    await readList(drugSource({ ...options, inFlight: 3 }));
    expect(most).toBe(3);
  });

  it("stops at once when cancelled, and goes on later with those not read yet", async () => {
    const { options } = ehr();
    const stop = new AbortController();
    const done: string[] = [];
    await expect(
      readList(drugSource(options), {
        signal: stop.signal,
        onRow: ({ patientId }) => {
          done.push(patientId);
          if (done.length === 6) stop.abort();
        },
      }),
    ).rejects.toThrow();
    const { rows } = await readList(drugSource(options), { skip: new Set(done) });
    expect(rows).toHaveLength(30 - done.length);
    expect(rows.some(({ patientId }) => done.includes(patientId))).toBe(false);
  });

  it("sends nothing while paused", async () => {
    const { sandbox, options } = ehr();
    const pause = createPause();
    pause.pause();
    const reading = readList(drugSource(options), { pause });
    await new Promise((resolve) => setImmediate(resolve));
    expect(fhirRequests(sandbox)).toHaveLength(0);
    pause.resume();
    expect((await reading).rows).toHaveLength(30);
  });

  it("ends with a reason when the session ends in the middle", async () => {
    const { options } = ehr();
    const token = await options.access.accessToken();
    let asked = 0;
    const access = { ...options.access, accessToken: () => Promise.resolve(++asked > 12 ? undefined : token) };
    await expect(readList(drugSource({ ...options, access }))).rejects.toThrow(/session with Sandbox EHR has ended/);
  });
});

describe("a list from a panel", () => {
  it("holds its members, from a Group as from a List", async () => {
    const { options } = ehr();
    for (const type of ["Group", "List"] as const) expect((await readList(panelSource({ type, id: "cohort-all" }, options))).rows).toHaveLength(30);
  });

  it("one patient whose record fails is shown so, and the others are not touched", async () => {
    const { sandbox, options } = ehr();
    vi.stubGlobal("fetch", (url: string, init?: RequestInit) =>
      /Condition\?patient=cohort-all-000007&/.test(url) ? Promise.resolve(new Response("", { status: 500 })) : sandbox.handle(new Request(url, init)),
    );
    const { rows } = await readList(panelSource({ type: "Group", id: "cohort-all" }, options));
    expect(rows.filter(({ notLoaded }) => notLoaded.length > 0).map(({ patientId }) => patientId)).toEqual(["cohort-all-000007"]);
  });

  it("a panel that the EHR does not have is said to be missing", async () => {
    const { options } = ehr();
    await expect(readList(panelSource({ type: "Group", id: "nobody" }, options))).rejects.toThrow(/does not find this Group/);
  });
});

describe("what was done about the patients of a list", () => {
  const task = (patientId: string, disposition: string, more: object = {}) => ({
    resourceType: "Task",
    identifier: [{ system: "urn:boneline:follow-up", value: `DXA-03.${patientId}` }],
    status: "accepted",
    intent: "plan",
    code: { coding: [{ system: "urn:boneline:rule", version: "1.0.0", code: "DXA-03" }] },
    businessStatus: { coding: [{ system: "urn:boneline:disposition", code: disposition }] },
    for: { reference: `Patient/${patientId}` },
    lastModified: "2026-11-01",
    ...more,
  });
  const dxaOrder = (patientId: string) => ({
    resourceType: "ServiceRequest",
    status: "active",
    intent: "order",
    code: { coding: [{ system: "http://loinc.org", code: "83012-5" }] },
    subject: { reference: `Patient/${patientId}` },
    authoredOn: "2026-11-11",
  });
  const [first = "", second = "", third = ""] = people.ids;

  async function stored(options: EhrSourceOptions, ...resources: readonly { readonly resourceType: string }[]): Promise<void> {
    const token = await options.access.accessToken();
    for (const resource of resources) {
      const body = JSON.stringify(resource);
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/fhir+json" };
      await fetch(`${options.access.issuer}/${resource.resourceType}`, { method: "POST", headers, body });
    }
  }

  function writable(more: Parameters<typeof provider>[0] = {}): ReturnType<typeof ehr> {
    const { sandbox, access } = provider({ patients: "none", sources: [people], ...more }, "user/*.cruds");
    return { sandbox, options: { ...settings, access } };
  }

  const searches = (sandbox: Sandbox, type: string) => sandbox.log.filter(({ method, resourceType }) => method === "GET" && resourceType === type);
  const statusOf = (list: Awaited<ReturnType<typeof readList>>, id: string) => list.followUps.get(id)?.statuses.get("DXA-03")?.disposition;

  it("is asked for several of them at once, and each gets her own", async () => {
    const { sandbox, options } = writable();
    await stored(options, task(first, "scheduled"), task(second, "declined"), dxaOrder(third));
    const list = await readList(drugSource(options));
    expect(list.followUps.size).toBe(30);
    expect([first, second, third].map((id) => statusOf(list, id))).toEqual(["scheduled", "declined", undefined]);
    expect(list.followUps.get(third)).toMatchObject({ orders: [{ wanted: "dxa", status: "active" }], statusesUnknown: undefined, ordersUnknown: undefined });
    for (const type of ["Task", "ServiceRequest", "Appointment"]) expect(searches(sandbox, type).length).toBeLessThanOrEqual(4);
    expect(Math.max(...searches(sandbox, "Task").map(({ path }) => path.length))).toBeLessThan(2000);
  });

  it("that is refused is not known of anybody, with the reason, and the rows stand all the same", async () => {
    const { options } = writable({ faults: [{ type: "Task", on: "search", status: 403 }] });
    const { rows, followUps } = await readList(drugSource(options));
    expect(rows).toHaveLength(30);
    expect([...followUps.values()].filter(({ statusesUnknown }) => statusesUnknown?.includes("(403)"))).toHaveLength(30);
    expect(followUps.get(first)?.ordersUnknown).toBeUndefined();
  });

  it("that failed is asked for again alone, with three requests", async () => {
    const { sandbox, options } = writable({ faults: [{ type: "Task", on: "search", status: 403 }] });
    await stored(options, task(first, "scheduled"));
    const run = startList(drugSource(options));
    await eventually(() => expect(run.state().phase).toBe("done"));
    expect(run.state().followUps.get(first)).toMatchObject({ failed: true });
    const before = fhirRequests(sandbox).length;
    sandbox.faults.replace([]);
    run.retryFollowUp();
    await eventually(() => expect(run.state().phase).toBe("done"));
    expect(run.state().followUps.get(first)?.statuses.get("DXA-03")?.disposition).toBe("scheduled");
    expect(run.state().followUps.get(first)?.statusesUnknown).toBeUndefined();
    expect(run.state().rows).toHaveLength(30);
    expect(fhirRequests(sandbox).length - before).toBe(3);
  });

  it("is not asked for where the EHR did not grant it, and that is the reason it is not known", async () => {
    const scopes = ["Patient", "MedicationRequest", "Observation", "Condition", "DiagnosticReport"].map((type) => `user/${type}.rs`).join(" ");
    const { sandbox, access } = provider({ patients: "none", sources: [people] }, scopes);
    const { followUps } = await readList(drugSource({ ...settings, access }));
    expect(followUps.get(first)?.statusesUnknown).toBe("The EHR did not allow this app to read this (user/Task.rs not granted).");
    expect(searches(sandbox, "Task")).toHaveLength(0);
  });

  it.each([
    ["the codes", "code", 4],
    ["a list of patients", "several", 34],
  ])("is asked in other words of a server that does not take %s for Tasks", async (_what, refused, most) => {
    const { sandbox, options } = writable();
    await stored(options, task(first, "scheduled"));
    vi.stubGlobal("fetch", (address: string, init?: RequestInit) => {
      const url = new URL(address);
      const isRefused = url.pathname.endsWith("/Task") && (refused === "code" ? url.searchParams.has("code") : url.searchParams.get("patient")?.includes(","));
      return isRefused === true ? Promise.resolve(new Response("{}", { status: 400 })) : sandbox.handle(new Request(url, init));
    });
    const list = await readList(drugSource(options));
    expect(statusOf(list, first)).toBe("scheduled");
    expect([...list.followUps.values()].every(({ statusesUnknown }) => statusesUnknown === undefined)).toBe(true);
    expect(searches(sandbox, "Task").length).toBeLessThanOrEqual(most);
  });

  it("that was entered in this window is part of every reading of a patient", async () => {
    const { options } = ehr();
    const before = await readList(drugSource(options));
    const entered = (patientId: string) => ({
      resourceType: "Observation",
      id: "entered",
      status: "final",
      subject: { reference: `Patient/${patientId}` },
      code: { coding: [{ system: "http://loinc.org", code: "62292-8" }] },
      effectiveDateTime: today,
      valueQuantity: { value: 41, unit: "ng/mL", system: "http://unitsofmeasure.org", code: "ng/mL" },
    });
    const amend: EhrSourceOptions["amend"] = (input) => (input.patientId === first ? { ...input, resources: [...input.resources, entered(first)] } : input);
    const after = await readList(drugSource({ ...options, amend }));
    const levelOf = (list: typeof before, id: string) => list.rows.find(({ patientId }) => patientId === id)?.vitaminDText;
    expect(levelOf(after, first)).toBe("41 ng/mL");
    expect(levelOf(after, second)).toBe(levelOf(before, second));
  });
});
