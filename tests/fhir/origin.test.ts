// @vitest-environment node
import { afterEach, describe, expect, it, vi } from "vitest";
import { createSandbox } from "../../mocks/sandbox";
import { capabilitiesOf } from "../../src/fhir/capabilities";
import { whoOf, writeWithOrigin } from "../../src/fhir/origin";
import type { WritableResource } from "../../src/fhir/write";
import type { WritableType } from "../../src/smart/registry";

afterEach(() => void vi.unstubAllGlobals());

const goal: WritableResource = {
  resourceType: "Goal",
  identifier: [{ system: "urn:boneline:goal", value: "g1" }],
  lifecycleStatus: "proposed",
  description: { text: "Walk" },
  subject: { reference: "Patient/man" },
};

let count = 0;

async function write({ writes = ["Goal", "Provenance"] as readonly WritableType[], scope = "patient/*.cruds", user = "Practitioner/17" } = {}) {
  const sandbox = createSandbox({ today: "2026-11-23", patients: ["man"] });
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) => sandbox.handle(new Request(url, init)));
  const token = sandbox.issueAccess({ patient: "man", scope });
  const base = `https://origin-${(count += 1)}.example/sandbox/fhir`; // what a server can do is known once for each address
  const writer = {
    base,
    credentials: { accessToken: () => Promise.resolve(token), renew: () => Promise.resolve(false), accepted: () => undefined },
    capabilities: await capabilitiesOf(base),
    ehr: { id: "s", name: "S", vendor: "other" as const, issuer: base, origins: [], clientId: "boneline", pkce: "required" as const, localCodes: [], writes },
    grantedScope: scope,
    user,
  };
  const once = () => writeWithOrigin(writer, goal, { ifNoneExist: "identifier=urn:boneline:goal|g1", signal: new AbortController().signal });
  const posts = () => sandbox.log.filter(({ method, path }) => method === "POST" && !path.includes("$")).map(({ path }) => path.split("/").at(-1));
  const stored = async (reference: string): Promise<unknown> => (await fetch(`${base}/${reference}`, { headers: { authorization: `Bearer ${token}` } })).json();
  return { once, posts, stored, sandbox };
}

describe("the origin of what was written", () => {
  it("is recorded as a Provenance of who wrote it with what, where the EHR keeps that", async () => {
    const { once, stored } = await write();
    const outcome = await once();
    if (outcome.kind !== "written" || outcome.origin?.kind !== "recorded") throw new Error("no origin");
    expect(await stored(outcome.origin.reference)).toMatchObject({
      target: [{ reference: outcome.reference }],
      activity: { coding: [{ code: "CREATE" }] },
      agent: [{ who: { reference: "Practitioner/17" } }, { who: { display: "Boneline" } }],
    });
  });

  it("is recorded once: what was there already keeps the one it has", async () => {
    const { once, posts } = await write();
    await once();
    expect(await once()).toMatchObject({ how: "found" });
    expect(posts()).toEqual(["Goal", "Provenance", "Goal"]);
  });

  it.each([
    ["the site", { writes: ["Goal"] as const }],
    ["the scope", { scope: "patient/Goal.cruds" }],
  ])("is not recorded, and nothing is said, where %s does not allow it", async (_, setting) => {
    const { once, posts } = await write(setting);
    const outcome = await once();
    expect(outcome).toMatchObject({ kind: "written", how: "created" });
    expect(outcome).not.toHaveProperty("origin");
    expect(posts()).toEqual(["Goal"]);
  });

  it("that is refused takes nothing back of what was written, and is said to be missing", async () => {
    const { once, sandbox } = await write();
    sandbox.faults.replace([{ type: "Provenance", on: "write", status: 403 }]);
    expect(await once()).toMatchObject({ kind: "written", origin: { kind: "not-recorded", because: expect.stringContaining("403") } });
  });

  it.each([
    ["Practitioner/17", { reference: "Practitioner/17" }],
    ["https://ehr.example/fhir/Practitioner/17", { reference: "Practitioner/17" }],
    ["Dr. Ada Okoye", { display: "Dr. Ada Okoye" }],
    [undefined, { display: "User of Boneline, not named by the EHR" }],
  ])("names %s as the EHR can find it", (user, who) => expect(whoOf(user)).toEqual(who));
});
