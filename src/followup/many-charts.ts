import { lackingTypes } from "../fhir/capabilities";
import type { RecordInput } from "../record/build";
import type { CalendarDate } from "../record/fact";
import type { RecordSettings } from "../record/site";
import { readTypes } from "../smart/scopes";
import type { EhrAccess } from "./ehr-access";
import { usualInFlight } from "./ehr-source";
import { loadPatient } from "./patient-searches";
import { createPause } from "./pause";
import { requestTurns } from "./request-turns";
import type { OpenChart } from "./source";

/** What opening one patient's chart would read of her, or why it could not be read. */
export type ChartAnswer = { readonly patientId: string } & (
  | { readonly state: "read"; readonly input: RecordInput }
  | { readonly state: "not-read"; readonly why: "signed-out" | "not-in-files" | "failed" }
);

export type ManyCharts = {
  /** Where the list came from: files of this computer, or else the EHR. */
  readonly fromFiles: OpenChart | undefined;
  readonly access: EhrAccess | undefined;
  readonly today: CalendarDate;
  readonly settings: RecordSettings;
  readonly signal: AbortSignal;
  readonly onAnswer: (answer: ChartAnswer) => void;
};

/**
 * Reads the charts of several patients, each with the very searches that opening her would ask, and tells of each as it is
 * answered. A search that did not end well is in her input, as it would be in her chart. Never rejects; tells nothing once aborted.
 */
export async function readCharts(patientIds: readonly string[], { fromFiles, access, today, settings, signal, onAnswer }: ManyCharts): Promise<void> {
  const waiting = [...patientIds];
  const { turn } = requestTurns(usualInFlight, createPause(), signal);
  const one = async (patientId: string): Promise<ChartAnswer> => {
    if (fromFiles !== undefined) {
      const input = await fromFiles(patientId);
      return input === undefined ? { patientId, state: "not-read", why: "not-in-files" } : { patientId, state: "read", input };
    }
    if (access === undefined || (await access.accessToken()) === undefined) return { patientId, state: "not-read", why: "signed-out" };
    const answers = await loadPatient(patientId, { access, lacking: lackingTypes(access.issuer, readTypes), signal, turn });
    // After the session's end every answer is a refusal, which is not the patient's.
    if ((await access.accessToken()) === undefined) return { patientId, state: "not-read", why: "signed-out" };
    return { patientId, state: "read", input: { patientId, ...answers, today, settings } };
  };
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined && !signal.aborted; id = waiting.shift()) {
      const patientId = id;
      const answer = await one(patientId).catch((): ChartAnswer => ({ patientId, state: "not-read", why: "failed" }));
      if (!signal.aborted) onAnswer(answer);
    }
  };
  await Promise.all(Array.from({ length: patientsAtOnce }, work));
}

/** More patients at once would only wait for each other's requests. */
const patientsAtOnce = 3;
