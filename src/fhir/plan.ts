import type { SearchId } from "../record/searches";
import type { LocalCode, Vendor } from "../smart/registry";
import { type AskedCode, boneCodes, contextCodes } from "./observation-codes";
import { type Quirks, quirksOf } from "./vendor";

/** One search of the plan. */
export type PlannedSearch = {
  readonly id: SearchId;
  readonly resourceType: string;
  readonly interaction: "read" | "search";
  readonly urgency: "high" | "low";
  /** Addresses below the FHIR base; more than one only where a code list is too long for one. */
  readonly queries: readonly string[];
  /** Asked instead when the server answers 400 to the first form, which asks for more than US Core obliges a server to know. */
  readonly plainer?: { readonly queries: readonly string[]; readonly cannotClaim?: string };
  /** Its first page may travel with others in one batch request: it is wanted, but not for the first sentence. */
  readonly joins?: "batch";
  /** Other resources that these refer to, fetched in one step more where they did not come along. */
  readonly needs?: ReferencedType;
};

/** A resource that another one keeps what it says in. */
export type ReferencedType = {
  readonly type: "Medication" | "Device";
  readonly element: "medicationReference" | "device";
  /** Without it the search cannot count as complete. */
  readonly essential: "yes" | "no";
};

export type PlanOptions = {
  readonly patientId: string;
  readonly vendor: Vendor;
  readonly localCodes: readonly LocalCode[];
};

/**
 * Everything that is asked of the EHR about one patient: twelve requests (six where the server takes batches) that depend on nothing but the patient's id, which is
 * in the token response, in the order in which the first screen needs them. Observations are asked for by code, never by
 * category (some servers refuse the two together, and no category holds all DXA results); everything else by patient alone,
 * because a filter by code or category would hide what a hospital codes in its own way and make its absence look certain.
 */
export function requestPlan(options: PlanOptions): readonly PlannedSearch[] {
  const quirks = quirksOf(options.vendor);
  const context: Context = { ...options, quirks, count: `_count=${quirks.pageSize}` };
  const plan: readonly PlannedSearch[] = [
    medication(context, "medication-requests", "MedicationRequest", "high", `&status=${orderStatuses}`),
    observations(context, "bone-observations", "high", boneCodes(options.localCodes)),
    { id: "patient", resourceType: "Patient", interaction: "read", urgency: "high", queries: [`Patient/${options.patientId}`] },
    ofPatient(context, "diagnostic-reports", "DiagnosticReport", "high", {
      ask: `category=${reportCategories}`,
      cannotClaim: "the EHR lists reports by category only: reports of other categories were not asked for",
    }),
    ofPatient(context, "conditions", "Condition", "high"),
    ofPatient(context, "procedures", "Procedure", "high"),
    ofPatient(context, "documents", "DocumentReference", "low"),
    medication(context, "medication-statements", "MedicationStatement", "low"),
    medication(context, "medication-administrations", "MedicationAdministration", "low"),
    medication(context, "medication-dispenses", "MedicationDispense", "low"),
    observations(context, "context-observations", "low", contextCodes(options.localCodes)),
    ofPatient(context, "family-history", "FamilyMemberHistory", "low"),
  ];
  return quirks.batch ? plan.map((search) => (ownRequest.has(search.id) ? search : { ...search, joins: "batch" })) : plan;
}

/** With a batch for the others, what the first sentence needs fits the six connections that HTTP/1.1 gives a page. */
const ownRequest: ReadonlySet<SearchId> = new Set(["medication-requests", "bone-observations", "patient", "diagnostic-reports", "conditions"]);

type Context = PlanOptions & { readonly quirks: Quirks; readonly count: string };

/** Longest address asked for, without the server's own part: IIS stops at 2,048 characters of query, some proxies at 2,000 of address. */
export const longestQuery = 1800;

/** Every MedicationRequest status of R4. Epic returns active orders only unless it is asked for the others. */
const orderStatuses = "active,on-hold,cancelled,completed,entered-in-error,stopped,draft,unknown";
/** Imaging (LOINC and HL7 v2-0074) and laboratory, for servers that want a category. */
const reportCategories = "LP29684-5,RAD,IMG,NMS,LAB";

function ofPatient(
  context: Context,
  id: SearchId,
  resourceType: string,
  urgency: "high" | "low",
  byCategory?: { ask: string; cannotClaim: string },
): PlannedSearch {
  const query = `${resourceType}?patient=${context.patientId}`;
  return {
    id,
    resourceType,
    interaction: "search",
    urgency,
    queries: [`${query}&${context.count}`],
    plainer: byCategory === undefined ? { queries: [query] } : { queries: [`${query}&${byCategory.ask}`], cannotClaim: byCategory.cannotClaim },
  };
}

function medication(context: Context, id: SearchId, resourceType: string, urgency: "high" | "low", filter = ""): PlannedSearch {
  const query = `${resourceType}?patient=${context.patientId}`;
  const include = context.quirks.noInclude ? "" : `&_include=${resourceType}:medication`;
  return {
    id,
    resourceType,
    interaction: "search",
    urgency,
    queries: [`${query}${filter}${include}&${context.count}`],
    plainer: {
      queries: [query],
      // Without a status the server chooses which orders it returns; only Epic is known to hide the stopped ones.
      ...(filter !== "" && context.vendor === "epic" ? { cannotClaim: "the EHR returned active orders only: what was stopped is missing" } : {}),
    },
    needs: { type: "Medication", element: "medicationReference", essential: "yes" },
  };
}

function observations(context: Context, id: SearchId, urgency: "high" | "low", codes: readonly AskedCode[]): PlannedSearch {
  const include = id === "bone-observations" && !context.quirks.noInclude ? "&_include=Observation:device" : "";
  const query = `Observation?patient=${context.patientId}`;
  const lists = codeLists(codes, context.quirks, longestQuery - `${query}${include}&${context.count}&code=`.length);
  return {
    id,
    resourceType: "Observation",
    interaction: "search",
    urgency,
    queries: lists.map((list) => `${query}&code=${list}${include}&${context.count}`),
    plainer: { queries: lists.map((list) => `${query}&code=${list}`) },
    ...(id === "bone-observations" ? { needs: { type: "Device", element: "device", essential: "no" } as const } : {}),
  };
}

/** Comma lists of codes, each short enough. LOINC and SNOMED codes need no system to be unmistakable; a site's own codes do. */
function codeLists(codes: readonly AskedCode[], quirks: Quirks, longest: number): readonly string[] {
  const lists: string[] = [];
  for (const { system, code } of codes) {
    const bare = !quirks.codesWithSystem && /^http:\/\/(loinc\.org|snomed\.info\/sct)$/.test(system);
    const token = encodeURIComponent(bare || system === "" ? code : `${system}|${code}`)
      .replaceAll("%3A", ":")
      .replaceAll("%2F", "/");
    const last = lists.at(-1);
    if (last !== undefined && last.length + 1 + token.length <= longest) lists[lists.length - 1] = `${last},${token}`;
    else lists.push(token);
  }
  return lists;
}
