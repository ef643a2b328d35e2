import type { Ehr } from "../smart/registry";
import type { Capabilities } from "./capabilities";
import { permissionToWrite, type WritableResource, type WriteAccess, type WriteOptions, type WriteOutcome, writeResource } from "./write";

/** Who writes, and what the site, the scope and the server allow. */
export type Writer = WriteAccess & {
  readonly capabilities: Capabilities | undefined;
  readonly ehr: Ehr;
  readonly grantedScope: string;
  /** Name or reference of the signed-in user as the EHR gave it. */
  readonly user: string | undefined;
};

/**
 * `writeResource`, and afterwards a Provenance (R4) of what was created or changed: who, when, with which app. Only where site, scope
 * and server allow Provenance; elsewhere nothing is sent and nothing said. What was there already keeps the origin it has. A Provenance
 * that is refused takes nothing back: the outcome says that it is missing.
 */
export async function writeWithOrigin(writer: Writer, resource: WritableResource, options: WriteOptions): Promise<WriteOutcome> {
  const outcome = await writeResource(writer, resource, options);
  if (outcome.kind !== "written" || outcome.how === "found" || !permissionToWrite("Provenance", "create", writer).allowed) return outcome;
  const recorded = await writeResource(writer, provenance(outcome, writer.user), { signal: options.signal });
  if (recorded.kind === "written") return { ...outcome, origin: { kind: "recorded", reference: recorded.reference } };
  return { ...outcome, origin: { kind: "not-recorded", because: recorded.because } };
}

const codeSystem = "http://terminology.hl7.org/CodeSystem";

function provenance({ reference, how }: Extract<WriteOutcome, { readonly kind: "written" }>, user: string | undefined): WritableResource {
  const agent = (type: string, who: object) => ({ type: { coding: [{ system: `${codeSystem}/provenance-participant-type`, code: type }] }, who });
  return {
    resourceType: "Provenance",
    target: [{ reference }],
    recorded: new Date().toISOString(),
    activity: { coding: [{ system: `${codeSystem}/v3-DataOperation`, code: how === "updated" ? "UPDATE" : "CREATE" }] },
    agent: [agent("author", whoOf(user)), agent("assembler", { display: "Boneline" })],
  };
}

/** R4 wants somebody named: a reference where the EHR gave one, else what it gave, else that it gave nothing. */
export function whoOf(user: string | undefined): { readonly reference: string } | { readonly display: string } {
  if (user === undefined) return { display: "User of Boneline, not named by the EHR" };
  const named = /(?:^|\/)((?:Practitioner|PractitionerRole|Patient|RelatedPerson)\/[A-Za-z0-9.-]{1,64})$/.exec(user)?.[1];
  return named === undefined ? { display: user } : { reference: named };
}
