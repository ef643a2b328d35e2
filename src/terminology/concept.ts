/** Code systems by their FHIR URIs. */
export const systems = {
  loinc: "http://loinc.org",
  snomed: "http://snomed.info/sct",
  rxnorm: "http://www.nlm.nih.gov/research/umls/rxnorm",
  icd10cm: "http://hl7.org/fhir/sid/icd-10-cm",
  icd10: "http://hl7.org/fhir/sid/icd-10",
  cpt: "http://www.ama-assn.org/go/cpt",
  atc: "http://www.whocc.no/atc",
  hcpcs: "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
} as const;

/** HL7's object identifiers of the same systems. */
const oids = { loinc: "1", snomed: "96", rxnorm: "88", icd10cm: "90", icd10: "3", cpt: "12", atc: "73", hcpcs: "285" };

const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries(oids).flatMap(([name, oid]) => {
    const uri = systems[name as keyof typeof oids];
    return [`urn:oid:2.16.840.1.113883.6.${oid}`, uri.replace("http:", "https:"), `${uri}/`].map((alias) => [alias, uri] as const);
  }),
);

/** A code system by its FHIR URI, where it came as an OID (documents turned into FHIR), with https or with a slash too many. */
export function systemOf(written: unknown): string {
  return typeof written === "string" ? (aliases.get(written) ?? written) : "";
}

export type Code = {
  readonly system: string;
  readonly code: string;
  readonly display: string;
  /** Where the code was seen beside its meaning. Recalled codes never trigger a prompt (clinical/README). */
  readonly source: string;
  readonly status: "verified" | "recalled";
};

/** A clinical idea and every way the chart may spell it. */
export type Concept = {
  readonly id: string;
  readonly label: string;
  readonly codes: readonly Code[];
  /** Whole families of codes, such as ICD-10-CM C50.*; tested against the code with its dot removed. */
  readonly families?: readonly { readonly system: string; readonly pattern: RegExp }[];
  /** Tested against folded text (see `fold`) only when no code matched. */
  readonly text?: RegExp;
  /** Folded text that forbids a match by text ("1,25-dihydroxy"). */
  readonly notText?: RegExp;
};

/** NFKD, combining marks stripped, lower case: the form in which names are compared. */
export function fold(text: string): string {
  if (isPlain.test(text)) return text.toLowerCase(); // most names, and ten times as fast
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}

// oxlint-disable-next-line no-control-regex -- all of ASCII
const isPlain = /^[\x00-\x7f]*$/;
