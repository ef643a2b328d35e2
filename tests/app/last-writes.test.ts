import { afterEach, describe, expect, it } from "vitest";
import { lastWrites } from "../../src/app/last-writes";
import { deskOf } from "../../src/app/patient-desk";
import type { WriteOutcome } from "../../src/fhir/write";
import { defaultRecordSettings } from "../../src/record/site";
import { communicationDraft } from "../../src/review/follow-up-resources";
import { sandboxEhr, sessionWith } from "./sandbox-ehr";

afterEach(() => sessionStorage.clear());

const patientId = "new-start";
const draft = communicationDraft({ language: "en", who: "Dr. Ada Okoye", lineIds: ["dxa"] }, { patientId, today: "2026-11-23", user: undefined });

type Session = ReturnType<typeof sessionWith>;
type Done = { readonly became: WriteOutcome; readonly told: readonly WriteOutcome[]; readonly stored: number };

/** Confirms a write; `meanwhile` happens when this request of it has its token and is on its way. */
async function confirmed(request: "check" | "storing" | "none", meanwhile: (session: Session) => void): Promise<Done> {
  const sandbox = sandboxEhr({ patients: [patientId] });
  const before = lastWrites().length; // other tests of this file signed out too
  const session = sessionWith(sandbox, patientId, { scope: "patient/*.cruds" });
  const at = ["none", "check", "storing"].indexOf(request);
  let asked = 0;
  const accessToken = async (): Promise<string | undefined> => {
    const token = await session.accessToken();
    asked += 1;
    if (asked === at) meanwhile(session);
    return token;
  };
  const desk = deskOf({ ...session, accessToken, ehr: { ...session.ehr, writes: ["Communication"] } }, defaultRecordSettings);
  const became = await desk.send(draft);
  if (request === "none") meanwhile(session);
  const stored = sandbox.log.filter(({ method, path }) => method === "POST" && path.endsWith("/Communication")).length;
  return { became, told: await Promise.all(lastWrites().slice(before)), stored };
}

const signOut = (session: Session): void => session.signOut();

describe("what was confirmed just before a sign-out", () => {
  it("was not sent when it was still being checked, and the next page can say so", async () => {
    const { told, stored } = await confirmed("check", signOut);
    expect(stored).toBe(0);
    expect(told).toEqual([expect.objectContaining({ kind: "refused", because: expect.stringContaining("nothing was sent") })]);
  });

  it("was stored when it was on its way already, and the next page can say so", async () => {
    const { told, stored } = await confirmed("storing", signOut);
    expect(stored).toBe(1);
    expect(told).toEqual([expect.objectContaining({ kind: "written", how: "created" })]);
  });

  it("is not told again when its own screen has told of it, or can because the session ran out by itself", async () => {
    expect((await confirmed("none", signOut)).told).toEqual([]);
    const ranOut = await confirmed("check", (session) => session.become({ state: "ended", why: "expired" }));
    expect(ranOut).toMatchObject({ became: { kind: "refused", because: expect.stringContaining("nothing was sent") }, told: [] });
  });
});
