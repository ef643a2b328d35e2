// @vitest-environment node
import { afterEach, describe, expect, it, vi } from "vitest";
import { eventually } from "../patience";

const code = "../../src/record/report-text/report-reader";

/** The module as a fresh page has it, with the code of the reader at hand or not. */
async function freshPage(available: "available" | "not available") {
  vi.resetModules();
  if (available === "not available")
    vi.doMock(code, () => {
      throw new Error("404");
    });
  return import("../../src/app/report-reader");
}

afterEach(() => vi.doUnmock(code));

describe("the reader of report texts", () => {
  it("is asked for by whoever needs it first, and is pending until it is here", async () => {
    const { loadedReader, whenReportReaderChanges } = await freshPage("available");
    const changed = vi.fn<() => void>();
    whenReportReaderChanges(changed);
    expect(loadedReader()).toMatchObject({ state: "asked", because: { state: "pending" } });
    await eventually(() => expect(loadedReader().state).toBe("here"));
    expect(changed).toHaveBeenCalled();
  });

  it("says that it could not be loaded, and can be asked for again", async () => {
    const { loadedReader, loadReportReader } = await freshPage("not available");
    loadReportReader();
    await eventually(() => expect(loadedReader()).toMatchObject({ state: "failed", because: { state: "failed" } }));
    vi.doUnmock(code);
    loadReportReader();
    await eventually(() => expect(loadedReader().state).toBe("here"));
  });
});
