import { afterEach, describe, expect, it, vi } from "vitest";
import { loadedReader, loadReportReader } from "../../src/app/report-reader";
import { madeUp, rehearse } from "../../src/app/rehearsal";
import { patientData } from "../../src/app/patient-queries";
import { buildRecord } from "../../src/record/build";
import { eventually } from "../patience";

describe("the rehearsal", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    patientData.clear();
  });

  it("reaches the readers of bone density, vitamin D, therapy and reports, and leaves nothing aside", () => {
    const record = buildRecord(madeUp);
    expect(record.unusable).toEqual([]);
    expect(record.therapy.aromataseInhibitors).toHaveLength(1);
    expect(record.boneDensity.sessions.length).toBeGreaterThan(0);
    expect(record.boneDensity.sessions.flatMap((session) => session.reports).flatMap(({ readings }) => readings).length).toBeGreaterThan(0);
    expect(record.vitaminD.results).toHaveLength(1);
  });

  it.each([
    ["waits for an idle moment while the EHR is asked", true],
    ["leaves a page alone whose answers are all there", false],
  ])("%s", async (_, asking) => {
    loadReportReader();
    await eventually(() => expect(loadedReader().state).toBe("here"));
    const idle: (() => void)[] = [];
    vi.stubGlobal("requestIdleCallback", (work: () => void) => idle.push(work));
    if (asking) patientData.prefetchQuery({ queryKey: ["asked"], queryFn: () => new Promise(() => undefined) }).catch(() => undefined);
    const looked = vi.fn<() => string>(() => "Observation");
    const watched = Object.defineProperty({}, "resourceType", { get: looked });
    rehearse({ ...madeUp, resources: [watched] });
    expect(looked).not.toHaveBeenCalled();
    for (const work of idle) work();
    expect(looked.mock.calls.length > 0).toBe(asking);
  });
});
