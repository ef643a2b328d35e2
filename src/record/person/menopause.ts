import { fold } from "../../terminology/concept";
import { bilateralOophorectomy, lastMenstrualPeriod, menopausalStatus, perimenopausal, postmenopausal, premenopausal } from "../../terminology/menopause";
import { type Chart, isRecord, labelOf, matchConcept, type RawResource, textsOf } from "../chart";
import { addMonths, compareDates, dateInWords, parseDateUpTo, parseFhirDate } from "../date";
import { conditionsOf, presentCondition } from "../disease/disease-conditions";
import type { Fact, FhirDate, How, Present } from "../fact";
import { findMeasurements } from "../observation";
import type { Menopause, PatientFacts, Statement, Therapy } from "../record";

/** From this age an unrecorded status is taken as postmenopausal (operational choice of the dossier). */
const assumedFromAge = 50;
/** Older than this, "premenopausal" no longer tells the status of a woman of 50 or more. */
const premenopausalMonths = 24;
/** Menopause is told twelve months after the last period. */
const monthsWithoutPeriod = 12;
/** From this age such an old entry is passed over instead of leaving the status open. */
const surelyFromAge = 60;

/** Menopausal status and whether the ovaries are suppressed now. Men have neither: not recorded. */
export function readMenopause(
  chart: Chart,
  patient: Pick<PatientFacts, "age" | "sex">,
  therapy: Pick<Therapy, "others" | "medicationListComplete">,
): Menopause {
  if (patient.sex.state === "present" && patient.sex.value === "male") {
    const notApplicable = { state: "not-recorded", searched: ["patient"] } as const;
    return { status: notApplicable, ovarianSuppression: notApplicable };
  }
  const removed = ovariesRemoved(chart);
  return { status: readStatus(chart, patient, removed), ovarianSuppression: readSuppression(chart, therapy, removed) };
}

function readSuppression(chart: Chart, therapy: Pick<Therapy, "others" | "medicationListComplete">, removed: Present<Statement> | undefined): Fact<Statement> {
  const agonists = therapy.others.filter((course) => course.drugClass === "gnrh-agonist");
  const current = agonists.filter((course) => course.currency === "current").at(-1);
  if (current) {
    return { state: "present", value: { label: current.label }, date: current.doses.at(-1)?.date ?? current.start, sources: current.sources, how: current.how };
  }
  if (removed) return removed;
  const unclear = agonists.find((course) => course.currency === "uncertain");
  if (unclear) return { state: "unusable", reason: `It is not clear whether ${unclear.agent} is still given.`, sources: unclear.sources };
  const absent = chart.absent("medication-requests", "medication-administrations", "medication-statements", "medication-dispenses", "procedures", "conditions");
  if (absent.state === "not-recorded" && !therapy.medicationListComplete) {
    return { state: "unusable", reason: "Some medication entries do not say which drug they mean.", sources: [] };
  }
  return absent;
}

type Status = "premenopausal" | "postmenopausal";
type Said = { readonly status: Status; readonly date: FhirDate | undefined; readonly reference: string; readonly how: How; readonly note?: string };

function readStatus(chart: Chart, patient: Pick<PatientFacts, "age" | "sex">, removed: Present<Statement> | undefined): Fact<Status> {
  if (removed) return { ...removed, value: "postmenopausal", note: "both ovaries were removed" };
  const age = patient.age.state === "present" ? patient.age.value : undefined;
  const { said, unknown } = statusesOf(chart, age);
  const [newest, ...older] = said;
  const outdated =
    newest?.status === "premenopausal" &&
    age !== undefined &&
    age >= assumedFromAge &&
    (newest.date?.latest ?? "") < addMonths(chart.today, -premenopausalMonths);
  if (newest && !(outdated && age !== undefined && age >= surelyFromAge)) {
    const contrary = older.some((one) => one.status !== newest.status) ? "an older entry says otherwise" : undefined;
    const note = [newest.note, contrary].filter((text) => text !== undefined).join("; ");
    const fact = {
      value: newest.status,
      date: newest.date,
      sources: said.filter((one) => one.status === newest.status).map((one) => one.reference),
      how: newest.how,
      ...(note ? { note } : {}),
    };
    return outdated ? { state: "stale", ...fact, limit: `${premenopausalMonths} months from the age of ${assumedFromAge}` } : { state: "present", ...fact };
  }
  // Procedures could tell only of removed ovaries, and from 60 on nothing could tell otherwise: their failure leaves the age.
  const mayBeAssumed = patient.sex.state === "present" && patient.sex.value === "female" && age !== undefined && age >= assumedFromAge;
  const absent = mayBeAssumed ? chart.absent("context-observations", "conditions") : chart.absent("context-observations", "conditions", "procedures");
  if (absent.state === "unavailable" && !(mayBeAssumed && age >= surelyFromAge)) return absent;
  if (mayBeAssumed) {
    const why = newest ? "the last entry, years ago, said premenopausal" : "nothing is recorded";
    return { state: "present", value: "postmenopausal", date: undefined, sources: [], how: "assumed", note: `assumed from the age of ${age}: ${why}` };
  }
  if (unknown[0]) return { state: "recorded-unknown", date: unknown[0].date, sources: unknown.map((one) => one.reference) };
  return absent;
}

/** What Observations and Conditions say of the status, newest first; undated ones last. */
function statusesOf(
  chart: Chart,
  age: number | undefined,
): {
  readonly said: readonly Said[];
  readonly unknown: readonly { readonly reference: string; readonly date: FhirDate | undefined }[];
} {
  const said: Said[] = [];
  const unknown: { reference: string; date: FhirDate | undefined }[] = [];
  const about = new Set(
    findMeasurements(chart, (code) => isAboutMenopause(chart, code) || undefined).flatMap(({ measurements }) => measurements.map((one) => one.resource)),
  );
  for (const observation of chart.ofType("Observation")) {
    if (!about.has(observation) && observation["valueCodeableConcept"] === undefined) continue; // 20,000 others have no say
    const spoken = observedStatus(chart, observation, age);
    if (!spoken) continue;
    const reference = `Observation/${observation.id}`;
    if (observation["status"] === "entered-in-error" || observation["status"] === "cancelled") {
      const error = observation["status"] === "entered-in-error";
      chart.reject({
        reference,
        kind: error ? "entered-in-error" : "not-final",
        what: menopausalStatus.label,
        reason: error ? "It was entered in error." : "It was cancelled.",
      });
      continue;
    }
    const period = isRecord(observation["effectivePeriod"]) ? observation["effectivePeriod"] : {};
    const date = [observation["effectiveDateTime"], period["start"], observation["issued"]].map((written) => parseDateUpTo(chart.today, written)).find(Boolean);
    if (date && date.earliest > chart.today)
      chart.reject({ reference, kind: "future-date", what: menopausalStatus.label, reason: "It is dated after today.", date });
    else if (spoken === "unknown") unknown.push({ reference, date });
    else said.push({ ...spoken, reference, date });
  }
  for (const condition of conditionsOf(chart, [postmenopausal, premenopausal, perimenopausal])) {
    const { reference, date, how } = condition;
    said.push({ ...meaningOf(condition.concept.id), reference, date, how });
  }
  said.sort((a, b) => (a.date && b.date ? compareDates(b.date, a.date) : a.date ? -1 : b.date ? 1 : 0) || (a.reference < b.reference ? -1 : 1));
  return { said, unknown };
}

function observedStatus(
  chart: Chart,
  observation: RawResource,
  age: number | undefined,
): (Pick<Said, "status" | "how"> & { note?: string }) | "unknown" | undefined {
  if (matchConcept(lastMenstrualPeriod, observation["code"], chart.settings)) {
    const period = parseDateUpTo(chart.today, observation["valueDateTime"]);
    if (period === undefined || period.earliest > chart.today || (age ?? 0) >= surelyFromAge) return undefined; // at 60 it is a bleeding
    return period.earliest >= addMonths(chart.today, -monthsWithoutPeriod)
      ? { status: "premenopausal", how: "coded", note: `her last period began on ${dateInWords(period)}` }
      : undefined;
  }
  const coded = observation["valueCodeableConcept"];
  const value = coded ?? (typeof observation["valueString"] === "string" ? { text: observation["valueString"] } : undefined);
  const asked = matchConcept(menopausalStatus, observation["code"], chart.settings) !== undefined;
  for (const concept of [postmenopausal, premenopausal, perimenopausal]) {
    const how = matchConcept(concept, value, chart.settings);
    // A code says it wherever it stands; words say it only where somebody asked.
    if (how === "coded" || (how && (asked || /menopaus/.test(textsOf(observation["code"]).map(fold).join())))) return { ...meaningOf(concept.id), how };
    const named = matchConcept(concept, observation["code"], chart.settings);
    if (named && observation["valueBoolean"] === true) return { ...meaningOf(concept.id), how: named };
  }
  return asked && textsOf(value).some((text) => /unknown|not known|undetermined|uncertain/.test(fold(text))) ? "unknown" : undefined;
}

function isAboutMenopause(chart: Chart, code: unknown): boolean {
  const concepts = [menopausalStatus, lastMenstrualPeriod, postmenopausal, premenopausal, perimenopausal];
  return concepts.some((concept) => matchConcept(concept, code, chart.settings) !== undefined) || /menopaus/.test(textsOf(code).map(fold).join());
}

function meaningOf(id: string): { readonly status: Status; readonly note?: string } {
  if (id === postmenopausal.id) return { status: "postmenopausal" };
  return id === premenopausal.id ? { status: "premenopausal" } : { status: "premenopausal", note: "recorded as perimenopausal: ovarian function is not over" };
}

/** Both ovaries removed, by a completed procedure or a finding. */
function ovariesRemoved(chart: Chart): Present<Statement> | undefined {
  const procedures = chart.ofType("Procedure").flatMap((procedure): Present<Statement>[] => {
    const how = matchConcept(bilateralOophorectomy, procedure["code"], chart.settings);
    if (!how) return [];
    const reference = `Procedure/${procedure.id}`;
    if (procedure["status"] !== "completed") {
      const error = procedure["status"] === "entered-in-error";
      chart.reject({
        reference,
        kind: error ? "entered-in-error" : "other",
        what: bilateralOophorectomy.label,
        reason: error ? "It was entered in error." : "It is not recorded as completed.",
      });
      return [];
    }
    const period = isRecord(procedure["performedPeriod"]) ? procedure["performedPeriod"] : {};
    const date = parseFhirDate(procedure["performedDateTime"]) ?? parseFhirDate(period["start"]);
    return [{ state: "present", value: { label: labelOf(procedure["code"], bilateralOophorectomy.label) }, date, sources: [reference], how }];
  });
  const conditions = conditionsOf(chart, [bilateralOophorectomy]).map((condition) => presentCondition(condition));
  const [shown, ...more] = [...procedures, ...conditions];
  return shown && { ...shown, sources: [...shown.sources, ...more.flatMap((one) => one.sources)] };
}
