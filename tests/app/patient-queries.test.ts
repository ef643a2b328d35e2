import { asked, sandboxEhr, sessionWith } from "./sandbox-ehr";
import { afterEach, describe, expect, it, vi } from "vitest";
import { leavePatient, patientData, planOf, startPatientSearches } from "../../src/app/patient-queries";
import { askAgain, resultsOf, whenResultsChange } from "../../src/app/patient-results";
import { eventually } from "../patience";

afterEach(() => {
  leavePatient();
  sessionStorage.clear();
});

describe("asking for a patient's record", () => {
  it("asks for everything at once, twelve requests, without any screen and never for the CapabilityStatement", async () => {
    const sandbox = sandboxEhr();
    const session = sessionWith(sandbox, "falling-fast");
    await startPatientSearches(session);
    expect(asked(sandbox)).toHaveLength(12);
    expect(sandbox.log.some(({ kind }) => kind === "metadata")).toBe(false);
    expect(resultsOf(session).map(({ report }) => report.state)).toEqual(Array.from({ length: 12 }, () => "complete"));
  });

  it("asks six requests of a server that takes batches, for the same answers", async () => {
    const sandbox = sandboxEhr();
    const one = sessionWith(sandbox, "falling-fast");
    await startPatientSearches(one);
    const counts = resultsOf(one).map(({ report }) => [report.id, report.resources]);
    const batching = sandboxEhr();
    const six = sessionWith(batching, "falling-fast", { vendor: "sandbox" });
    await startPatientSearches(six);
    expect(asked(batching)).toHaveLength(6);
    expect(new Map(resultsOf(six).map(({ report }) => [report.id, report.resources]))).toEqual(new Map(counts as [string, number][]));
  });

  it("asks for nothing again by itself: not on focus, not on coming back online", async () => {
    const sandbox = sandboxEhr();
    await startPatientSearches(sessionWith(sandbox, "man"));
    const before = sandbox.log.length;
    window.dispatchEvent(new Event("focus"));
    window.dispatchEvent(new Event("online"));
    document.dispatchEvent(new Event("visibilitychange"));
    await new Promise((resolve) => setImmediate(resolve));
    expect(sandbox.log).toHaveLength(before);
  });

  it("asks for the CapabilityStatement only after something was not there, and does not ask for that again", async () => {
    const sandbox = sandboxEhr({ resourceTypes: ["Patient", "Observation", "Condition", "MedicationRequest", "Medication", "DiagnosticReport", "Device"] });
    await startPatientSearches(sessionWith(sandbox, "man"));
    const kinds = sandbox.log.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "metadata")).toHaveLength(1);
    expect(kinds.at(-1)).toBe("metadata");
    sandbox.log.length = 0;
    await startPatientSearches(sessionWith(sandbox, "man"));
    expect(asked(sandbox).some((request) => request.includes("Procedure"))).toBe(false);
    expect(sandbox.log.some(({ kind }) => kind === "metadata")).toBe(false);
  });
});

describe("another patient", () => {
  it("has answers of her own, under her own name, and the first one's are gone", async () => {
    const sandbox = sandboxEhr();
    const first = sessionWith(sandbox, "falling-fast");
    const second = sessionWith(sandbox, "man");
    await startPatientSearches(first);
    await startPatientSearches(second);
    const kept = patientData.getQueryCache().getAll();
    expect(new Set(kept.map(({ queryKey }) => queryKey[2]))).toEqual(new Set(["man"]));
    expect(JSON.stringify(resultsOf(second))).not.toContain("falling-fast");
    expect(resultsOf(first).every(({ report, resources }) => report.state === "pending" && resources.length === 0)).toBe(true);
  });

  it("stops what was being asked about the first; a late answer reaches nobody", async () => {
    const slow = sandboxEhr({ faults: [{ type: "Observation", delayMs: 300 }] });
    const first = sessionWith(slow, "falling-fast");
    const second = sessionWith(slow, "man");
    const stopped = vi.spyOn(AbortController.prototype, "abort");
    void startPatientSearches(first);
    await eventually(() => expect(asked(slow).length).toBeGreaterThan(5));
    await startPatientSearches(second);
    expect(stopped).toHaveBeenCalled();
    await eventually(() => expect(asked(slow).filter((request) => request.includes("Observation")).length).toBeGreaterThanOrEqual(4));
    expect(
      JSON.stringify(
        patientData
          .getQueryCache()
          .getAll()
          .map(({ state }) => state.data ?? null),
      ),
    ).not.toContain("falling-fast");
  });
});

describe("leaving a patient", () => {
  it("stops the batch that was on its way too, and asks for nothing afterwards", async () => {
    const sandbox = sandboxEhr({ faults: [{ type: "Procedure", delayMs: 200 }] });
    const stopped = vi.fn<() => void>();
    const sent = vi.spyOn(globalThis, "fetch").mockImplementation((_address, init) => {
      return new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => {
          stopped();
          reject(new DOMException("aborted", "AbortError"));
        });
      });
    });
    const reading = startPatientSearches(sessionWith(sandbox, "man", { vendor: "sandbox" }));
    await eventually(() => expect(sent).toHaveBeenCalledTimes(6));
    leavePatient();
    await reading;
    expect(stopped).toHaveBeenCalledTimes(6);
    expect(sent).toHaveBeenCalledTimes(6);
  });
});

describe("answers as they arrive", () => {
  it("are there while others are still on their way", async () => {
    const sandbox = sandboxEhr({ faults: [{ type: "Condition", delayMs: 200 }] });
    const session = sessionWith(sandbox, "falling-fast");
    const reading = startPatientSearches(session);
    resultsOf(session);
    const told = vi.fn<() => void>();
    const stop = whenResultsChange(told);
    await eventually(() => expect(stateOf(session, "bone-observations")).toBe("complete"));
    expect(stateOf(session, "conditions")).toBe("pending");
    await reading;
    await eventually(() => expect(stateOf(session, "conditions")).toBe("complete"));
    stop();
    expect(told.mock.calls.length).toBeGreaterThan(1);
  });

  it("that are asked for again are pending, keep what was there, and only they are asked for", async () => {
    const sandbox = sandboxEhr({ faults: [{ type: "Observation", kind: "broken-json", times: 1 }] });
    const session = sessionWith(sandbox, "falling-fast");
    await startPatientSearches(session);
    resultsOf(session);
    const failed = resultsOf(session).filter(({ report }) => report.state === "failed");
    expect(failed).toHaveLength(1);
    sandbox.log.length = 0;
    askAgain(
      session,
      failed.map(({ report }) => report.id),
    );
    await eventually(() => expect(resultsOf(session).every(({ report }) => report.state === "complete")).toBe(true));
    expect(asked(sandbox)).toHaveLength(1);
  });

  it("are pending while they are asked for again, and what they brought before stays", async () => {
    const sandbox = sandboxEhr();
    const session = sessionWith(sandbox, "falling-fast");
    await startPatientSearches(session);
    const before = resultsOf(session).find(({ report }) => report.id === "bone-observations");
    sandbox.faults.replace([{ type: "Observation", delayMs: 150 }]);
    askAgain(session, ["bone-observations"]);
    await eventually(() => expect(stateOf(session, "bone-observations")).toBe("pending"));
    expect(resultsOf(session).find(({ report }) => report.id === "bone-observations")?.resources).toEqual(before?.resources);
    await eventually(() => expect(stateOf(session, "bone-observations")).toBe("complete"));
  });

  it("keep their place when asked for again in vain", async () => {
    const sandbox = sandboxEhr();
    const session = sessionWith(sandbox, "falling-fast");
    await startPatientSearches(session);
    resultsOf(session);
    sandbox.faults.replace([{ type: "Observation", status: 403 }]);
    askAgain(session, ["bone-observations"]);
    await eventually(() => expect(stateOf(session, "bone-observations")).toBe("partial"));
    expect(resultsOf(session).find(({ report }) => report.id === "bone-observations")?.resources.length).toBeGreaterThan(5);
  });
});

function stateOf(session: Parameters<typeof planOf>[0], id: string): string | undefined {
  return resultsOf(session).find(({ report }) => report.id === id)?.report.state;
}
