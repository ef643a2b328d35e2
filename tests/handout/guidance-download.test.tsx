import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { evaluate } from "../../src/guidelines/evaluate";
import { GuidanceDownload } from "../../src/handout/guidance-download";
import { buildRecord } from "../../src/record/build";
import { readBundle } from "../../src/record/bundle";
import bundle from "../cases/fhir/46-denosumab-stopped/bundle.json";

afterEach(cleanup);

it("saves the patient's prompts as FHIR on this computer, under a name that tells nothing of her", async () => {
  const record = buildRecord({ ...readBundle(bundle), today: "2026-11-23" });
  const saved: Blob[] = [];
  const names: string[] = [];
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: (blob: Blob) => (saved.push(blob), "blob:x"), revokeObjectURL: () => undefined }));
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  render(<GuidanceDownload evaluation={evaluate(record)} subject={record.patient.reference} base="https://boneline.example" />);
  await userEvent.click(screen.getByRole("button", { name: "Download prompts (FHIR)" }));
  const content = JSON.parse((await saved[0]?.text()) ?? "{}") as { entry: { resource: { resourceType: string; moduleUri?: string } }[] };
  expect(content.entry.map(({ resource }) => resource.moduleUri)).toContain("https://boneline.example/PlanDefinition/safe-04");
  expect(content.entry.some(({ resource }) => resource.resourceType === "DetectedIssue")).toBe(true);
  expect(names).toEqual(["boneline-guidance.json"]);
});
