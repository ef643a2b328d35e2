import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { defaultRecordSettings } from "../../src/record/site";
import { PromptActions } from "../../src/review/actions";
import { createDesk } from "../../src/review/follow-up";
import { sandboxEhr, sessionWith } from "../app/sandbox-ehr";
import { story } from "../handout/story-record";

afterEach(cleanup);

// A file of its own: what a server can do is asked once for each server and window.
it("says of a rung shut by the server that the server does not take it, and still lets the status be kept and copied", async () => {
  const sandbox = sandboxEhr({ patients: ["new-start"], resourceTypes: ["Patient", "Observation", "ServiceRequest"] });
  const scope = "patient/*.rs patient/Task.crus patient/ServiceRequest.crs";
  const session = sessionWith(sandbox, "new-start", { scope });
  const { record, evaluation } = story("new-start");
  const prompt = evaluation.prompts.find((one) => one.id === "DXA-01");
  if (prompt === undefined) throw new Error("DXA-01 does not fire");
  const desk = createDesk({
    base: session.issuer,
    patientId: "new-start",
    grantedScope: scope,
    ehr: { ...session.ehr, writes: ["Task", "ServiceRequest"] },
    credentials: session,
    user: undefined,
    settings: defaultRecordSettings,
    procedures: () => [],
  });
  render(<PromptActions desk={desk} prompt={prompt} record={record} />);
  await userEvent.click(await screen.findByText("What may be written here, and what not"));
  expect(screen.getByText(/Task\): no\. .*does not take Task from an app/)).toBeInTheDocument();
  expect(screen.getByText(/ServiceRequest\): yes/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Record what was done…" }));
  await userEvent.click(screen.getByRole("button", { name: "Preview" }));
  expect(screen.getByRole("button", { name: "Keep it" })).toBeInTheDocument();
});
