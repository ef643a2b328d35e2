import { grantFor, notGranted } from "../fhir/granted-scopes";
import { readPages } from "../fhir/paging";
import { longestQuery } from "../fhir/plan";
import { causeOf } from "../fhir/reasons";
import type { TransportOptions } from "../fhir/transport";
import { isRecord } from "../record/chart";
import { aromataseInhibitors } from "../terminology/drugs-endocrine";
import type { EhrAccess } from "./ehr-access";
import { ownerOf } from "./resource-line";

type Asked = { readonly resourceType: string; readonly parameter: "code" | "medication.code"; readonly what: string };

/** A drug is coded in the entry, or in the Medication that the entry refers to. */
const searches: readonly Asked[] = [
  { resourceType: "MedicationRequest", parameter: "code", what: "medication orders" },
  { resourceType: "MedicationRequest", parameter: "medication.code", what: "medication orders that refer to a Medication" },
  { resourceType: "MedicationStatement", parameter: "code", what: "reported medicines" },
  { resourceType: "MedicationDispense", parameter: "code", what: "pharmacy dispenses" },
];

/**
 * Finds the patients with an aromatase inhibitor in any medication entry of any status, by its codes; each is told once, as soon as a
 * page brings her. What could not be searched is told by `onProblem`: then patients may be missing from the list.
 */
export async function findByDrug(
  access: EhrAccess,
  options: TransportOptions,
  told: { readonly onFound: (patientId: string, from: string) => void; readonly onProblem: (reason: string) => void },
): Promise<void> {
  await Promise.all(searches.flatMap((asked) => codeLists(access).map((codes) => findIn(asked, codes, access, options, told))));
}

async function findIn(
  { resourceType, parameter, what }: Asked,
  codes: string,
  access: EhrAccess,
  options: TransportOptions,
  told: Parameters<typeof findByDrug>[2],
): Promise<void> {
  const grant = grantFor(resourceType, "search", access.grantedScope);
  if (grant.state === "not-granted") return told.onProblem(missing(what, notGranted(grant.scope.replace("patient/", "user/"))));
  const url = `${access.issuer}/${resourceType}?${parameter}=${codes}`;
  let seen = 0;
  const onPage = (resources: readonly unknown[]): void => {
    for (const resource of resources.slice(seen)) {
      const isPatient = isRecord(resource) && resource["resourceType"] === "Patient" && typeof resource["id"] === "string";
      const id = isPatient ? String(resource["id"]) : ownerOf(resource);
      if (id !== undefined) told.onFound(id, isPatient ? "Patient" : resourceType);
    }
    seen = resources.length;
  };
  const read = (address: string) => readPages(access.issuer, { url: address, urgency: "high" }, options, onPage);
  let pages = await read(`${url}&_include=${resourceType}:patient&_count=200`);
  if (pages.pages === 0 && pages.broken?.why === "answer" && pages.broken.answer.kind === "status" && pages.broken.answer.status === 400)
    pages = await read(url);
  if (grant.state === "limited") told.onProblem(missing(what, `The EHR granted only part of it: ${grant.to.join("; ")}.`));
  if (pages.issues.some(({ withheld }) => withheld)) told.onProblem(missing(what, "The EHR says that its answer lacks something."));
  if (pages.broken === undefined) return;
  const { state, because } = causeOf(pages.broken, pages.pages);
  // A type that a server does not have holds no patients.
  if (state === "unsupported" && resourceType !== "MedicationRequest") return;
  told.onProblem(missing(what, because === "" ? "This EHR does not offer that search." : because));
}

function missing(what: string, because: string): string {
  return `Patients may be missing from this list: ${what} could not all be searched. ${because}`;
}

/** Codes without their system, because some servers hold them so; whoever is found by another meaning of a code is judged by the record. */
function codeLists({ ehr }: EhrAccess): readonly string[] {
  const local = ehr.localCodes.filter(({ means }) => aromataseInhibitors.some(({ id }) => id === means)).map(({ system, code }) => `${system}|${code}`);
  const codes = new Set([...aromataseInhibitors.flatMap((drug) => drug.codes.map(({ code }) => code)), ...local]);
  const lists: string[] = [];
  for (const code of codes) {
    const token = encodeURIComponent(code);
    const last = lists.at(-1);
    if (last !== undefined && last.length + token.length < longestQuery - 200) lists[lists.length - 1] = `${last},${token}`;
    else lists.push(token);
  }
  return lists;
}
