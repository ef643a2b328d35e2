import { type Chart, codingsOf, isRecord, type RawResource, textsOf } from "../chart";
import { monthsBetween, parseFhirDate } from "../date";
import type { Fact, FhirDate, Unusable } from "../fact";
import type { PatientFacts } from "../record";

/** Numbers that identify a person outside the hospital and have no place in a banner (HL7 v2-0203). */
const privateIdentifierTypes = new Set(["SS", "SB", "DL", "PPN", "TAX", "NI", "CZ", "BC", "MC"]);
const socialSecuritySystem = "http://hl7.org/fhir/sid/us-ssn";
const oldestAge = 125;

/** Who the patient is, from the Patient resource of the launch (R4). Malformed elements are `unusable`, each on its own. */
export function readPatient(chart: Chart): PatientFacts {
  const patient = chart.ofType("Patient")[0];
  const absent = chart.absent("patient");
  if (patient === undefined) {
    return { reference: chart.patientReference, name: absent, birthDate: absent, age: absent, sex: absent, identifier: absent, deceased: absent };
  }
  const about = aboutPatient(chart, patient);
  const birthDate = readBirthDate(chart, patient, about);
  return {
    reference: chart.patientReference,
    name: about("name", readName),
    birthDate,
    age: ageOn(chart, birthDate),
    sex: readSex(patient, about),
    identifier: about("identifier", readIdentifier),
    deceased: readDeceased(patient, about),
  };
}

type Reader<T> = (written: unknown) => T | undefined;
type About = <T>(element: string, read: Reader<T>, date?: FhirDate) => Fact<T>;

/** An element that is missing is not recorded; one that cannot be read is unusable. */
function aboutPatient(chart: Chart, patient: RawResource): About {
  const sources = [chart.patientReference];
  return (element, read, date) => {
    const written = patient[element];
    if (written === undefined || written === null || (Array.isArray(written) && written.length === 0)) return chart.absent("patient");
    const value = read(written);
    if (value !== undefined) return { state: "present", value, date, sources, how: "coded" };
    return unreadable(chart, element, "It holds nothing that can be read or shown.");
  };
}

/** Official before usual before any other; never a former name while there is another. */
function readName(names: unknown): string | undefined {
  const readable = (Array.isArray(names) ? names : []).filter(isRecord).flatMap((name) => {
    const given = (Array.isArray(name["given"]) ? name["given"] : []).filter((part): part is string => typeof part === "string");
    const family = typeof name["family"] === "string" ? [name["family"]] : [];
    const parts = [...given, ...family].map((part) => part.trim()).filter((part) => part !== "");
    const text = parts.length > 0 ? parts.join(" ") : typeof name["text"] === "string" ? name["text"].trim() : "";
    return text === "" ? [] : [{ use: name["use"], text }];
  });
  const chosen = readable.find((name) => name.use === "official") ?? readable.find((name) => name.use === "usual");
  return (chosen ?? readable.find((name) => name.use !== "old" && name.use !== "maiden") ?? readable[0])?.text;
}

function readBirthDate(chart: Chart, patient: RawResource, about: About): Fact<FhirDate> {
  const date = parseFhirDate(patient["birthDate"]);
  if (date && date.earliest > chart.today) return unreadable(chart, "birthDate", "The date of birth is after today.");
  if (date && completedYears(date.latest, chart.today) > oldestAge) {
    return unreadable(chart, "birthDate", `The date of birth would make the patient older than ${oldestAge}.`);
  }
  return about("birthDate", () => date);
}

/**
 * Completed years on `today`. Born in a year or month without a day, the age may be one of two: the lower one stands, with a
 * note that says so.
 */
function ageOn(chart: Chart, birthDate: Fact<FhirDate>): Fact<number> {
  if (birthDate.state !== "present") return birthDate.state === "stale" ? unusable("The date of birth is not current.", birthDate.sources) : birthDate;
  const { text, earliest, latest } = birthDate.value;
  const [youngest, oldest] = [Math.max(0, completedYears(latest, chart.today)), completedYears(earliest, chart.today)];
  const doubt = youngest === oldest ? {} : { note: `born ${text}, day not recorded: ${youngest} or ${oldest} years` };
  return { state: "present", value: youngest, date: undefined, sources: birthDate.sources, how: "derived", ...doubt };
}

function readSex(patient: RawResource, about: About): PatientFacts["sex"] {
  if (patient["gender"] === "unknown") return { state: "recorded-unknown", date: undefined, sources: [`Patient/${patient.id}`] };
  return about("gender", (gender) => (gender === "female" || gender === "male" || gender === "other" ? gender : undefined));
}

/** The medical record number, else another number that may be shown. */
function readIdentifier(identifiers: unknown): string | undefined {
  const readable = (Array.isArray(identifiers) ? identifiers : []).filter(isRecord).flatMap((one) => {
    const value = typeof one["value"] === "string" ? one["value"].trim() : "";
    const types = codingsOf(one["type"]).flatMap((type) => (typeof type.code === "string" ? [type.code] : []));
    const isPrivate = one["system"] === socialSecuritySystem || types.some((type) => privateIdentifierTypes.has(type));
    if (value === "" || isPrivate || one["use"] === "old") return [];
    const isRecordNumber = types.includes("MR") || textsOf(one["type"]).some((text) => /\bmrn\b|medical record/i.test(text));
    return [{ value, isRecordNumber, use: one["use"] }];
  });
  const chosen = readable.find((one) => one.isRecordNumber) ?? readable.find((one) => one.use === "official" || one.use === "usual");
  return (chosen ?? readable[0])?.value;
}

function readDeceased(patient: RawResource, about: About): Fact<boolean> {
  const died = patient["deceasedDateTime"];
  if (died !== undefined && died !== null) {
    const date = parseFhirDate(died);
    return about("deceasedDateTime", () => (typeof died === "string" ? true : undefined), date);
  }
  return about("deceasedBoolean", (deceased) => (typeof deceased === "boolean" ? deceased : undefined));
}

function completedYears(from: string, to: string): number {
  return Math.floor(monthsBetween(from, to) / 12);
}

function unreadable(chart: Chart, element: string, reason: string): Unusable {
  chart.reject({ reference: chart.patientReference, kind: "malformed", what: `Patient.${element}`, reason });
  return unusable(reason, [chart.patientReference]);
}

function unusable(reason: string, sources: readonly string[]): Unusable {
  return { state: "unusable", reason, sources };
}
