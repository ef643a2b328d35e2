import { lackingTypes } from "../fhir/capabilities";
import { askFollowUpOfMany } from "../fhir/follow-up-searches";
import type { TransportOptions } from "../fhir/transport";
import { catalogue } from "../guidelines/catalogue";
import type { RecordInput } from "../record/build";
import { isRecord } from "../record/chart";
import { readTypes } from "../smart/scopes";
import { createChannel } from "./channel";
import type { EhrAccess } from "./ehr-access";
import type { EvaluationSettings } from "./export-worklist";
import { findByDrug } from "./find-by-drug";
import { panelMembers, type Panel } from "./panel-members";
import { type Followed, followUpsIn } from "./patient-follow-up";
import { loadChunk, loadPatient, longestIds, type PatientAnswers } from "./patient-searches";
import { type RequestTurns, requestTurns } from "./request-turns";
import { type Standing, standingOf, unreadRow } from "./row";
import { type PatientPage, type Run, SourceStopped, type WorklistSource } from "./source";

export type EhrSourceOptions = EvaluationSettings & {
  readonly access: EhrAccess;
  /** Most requests in flight at once. */
  readonly inFlight: number;
  /** Adds what was entered about a patient in this window, which her chart counts too. */
  readonly amend?: ((input: RecordInput) => RecordInput) | undefined;
};

/** Six is what HTTP/1.1 gives a page; more only queues in the browser and meets rate limits sooner. */
export const usualInFlight = 6;

/** A panel of the EHR, each patient asked for as her chart asks for her: for up to a few hundred patients. */
export function panelSource(panel: Panel, options: EhrSourceOptions): WorklistSource {
  return ehrSource(`${panel.type} ${panel.id}, ${options.access.ehr.name}`, options, "alone", async (found, transport, run) => {
    const ids = await panelMembers(panel, options.access, transport, (reason) => run.onProblem({ where: `${panel.type} ${panel.id}`, reason }));
    for (const id of ids) found(id, "Patient");
  });
}

/** Search from the drug, then the charts of everybody found, in chunks. */
export function drugSource(options: EhrSourceOptions): WorklistSource {
  return ehrSource(`Search by aromatase inhibitor, ${options.access.ehr.name}`, options, "chunks", (found, transport, run) =>
    findByDrug(options.access, transport, { onFound: found, onProblem: (reason) => run.onProblem({ where: options.access.ehr.name, reason }) }),
  );
}

type Find = (found: (patientId: string, from: string) => void, transport: TransportOptions, run: Run) => Promise<void>;

function ehrSource(name: string, options: EhrSourceOptions, loading: "chunks" | "alone", find: Find): WorklistSource {
  return {
    name,
    retries: "each",
    origin: "ehr",
    async *pages(run) {
      const stop = new AbortController();
      const signal = AbortSignal.any([run.signal, stop.signal]);
      const turns = requestTurns(options.inFlight, run.pause, signal);
      const work = startWork({ ...run, signal }, options, run.only === undefined || run.part === "follow-up" ? loading : "alone", turns, find);
      try {
        yield* work;
      } finally {
        stop.abort(); // whoever stops reading stops the requests
      }
    },
  };
}

/** Chunks being read at once; each has several requests waiting for their turn. */
const chunksAtOnce = 3;
/** The first chunk is small, so that the first rows stand early; the others spare requests. */
const firstChunk = 6;
const usualChunk = 32;
/** Milliseconds that judging may hold the page up. */
const longestSlice = 12;

function startWork(run: Run, options: EhrSourceOptions, loading: "chunks" | "alone", turns: RequestTurns, find: Find): AsyncIterable<PatientPage> {
  const { access } = options;
  const channel = createChannel<PatientPage>();
  const waiting: string[] = [];
  const seen = new Set<string>();
  const ordered = new Set<string>();
  const transport: TransportOptions = { credentials: access, signal: run.signal, turn: turns.turn };
  let mode = loading;
  let chunks = 0;
  let active = 0;
  let followed = 0;
  let finding = true;

  const progress = (): void => run.onProgress({ found: seen.size, more: finding ? "maybe" : "no", requests: turns.started() });
  const found = (patientId: string, from: string): void => {
    if (from === "MedicationRequest") ordered.add(patientId);
    if (seen.has(patientId) || run.skip?.has(patientId) === true) return;
    seen.add(patientId);
    waiting.push(patientId);
    queueMicrotask(next); // after the rest of the page
  };
  const finish = (): void => {
    if (!finding && waiting.length === 0 && active === 0 && followed === 0) channel.close();
  };
  function next(): void {
    const atOnce = mode === "alone" ? options.inFlight : chunksAtOnce;
    while (active < atOnce && waiting.length > 0 && !run.signal.aborted) {
      const ids = takeChunk(waiting, mode === "alone" ? 1 : chunks === 0 ? firstChunk : usualChunk);
      chunks += 1;
      active += 1;
      read(ids)
        .catch((error: unknown) => channel.fail(error))
        .finally(() => {
          active -= 1;
          progress();
          next();
          finish();
        });
    }
    progress();
  }
  async function read(ids: readonly string[]): Promise<void> {
    const context = { access, signal: run.signal, turn: turns.turn, lacking: lackingTypes(access.issuer, readTypes) };
    if (ids.length > 1) {
      const chunk = await loadChunk(ids, ordered, context);
      await mustBeOpen(access);
      if (chunk.kind === "answered") return judgeAll([...chunk.patients]).then(follow);
      if (mode === "chunks")
        run.onProblem({
          where: access.ehr.name,
          reason: "The EHR does not answer for several patients at once; they are read one by one, which takes longer.",
        });
      mode = "alone";
      waiting.unshift(...ids);
      return;
    }
    for (const id of ids) {
      const answers = await loadPatient(id, context);
      await mustBeOpen(access);
      follow(await judgeAll([[id, answers]]));
    }
  }

  /** Asks what was done about those on the list, in the same words for all of them; rows do not wait for it. */
  function follow(patients: readonly Followed[]): void {
    if (patients.length === 0) return;
    followed += 1;
    const ids = patients.map(({ patientId }) => patientId);
    const askedAt = Date.now();
    askFollowUpOfMany(ids, ruleIds, { ...transport, base: access.issuer, grantedScope: access.grantedScope })
      .then((answers) => channel.send({ rows: [], leftOut: [], followUps: followUpsIn(patients, answers, options.record, askedAt) }))
      .catch((error: unknown) => channel.fail(error))
      .finally(() => {
        followed -= 1;
        progress();
        finish();
      });
  }

  /** Those who are on the list. */
  async function judgeAll(patients: readonly (readonly [string, PatientAnswers])[]): Promise<readonly Followed[]> {
    const listed: Followed[] = [];
    let since = performance.now();
    for (const [patientId, answers] of patients) {
      const standing = judged(patientId, answers, options);
      channel.send(pageOf(patientId, standing));
      if (standing.kind === "row") listed.push({ patientId, procedures: answers.resources.filter(isProcedure) });
      if (performance.now() - since < longestSlice) continue;
      await new Promise((resolve) => setTimeout(resolve)); // the page must answer its user in between
      since = performance.now();
    }
    return listed;
  }

  async function findAll(): Promise<void> {
    if (run.only === undefined) return find(found, transport, run);
    if (run.part === undefined) return run.only.forEach((id) => found(id, "Patient"));
    const ids = [...run.only];
    while (ids.length > 0) follow(takeChunk(ids, mode === "alone" ? 1 : usualChunk).map((patientId) => ({ patientId, procedures: [] })));
  }

  findAll()
    .then(() => {
      finding = false;
      next();
      finish();
    })
    .catch((error: unknown) => channel.fail(error));
  run.signal.addEventListener("abort", () => channel.fail(run.signal.reason), { once: true });
  return channel;
}

const ruleIds = catalogue.map(({ id }) => id);

function isProcedure(resource: unknown): boolean {
  return isRecord(resource) && resource["resourceType"] === "Procedure";
}

/** As many as asked for and as fit an address; at least one. */
function takeChunk(waiting: string[], most: number): readonly string[] {
  let length = 0;
  let count = 0;
  for (const id of waiting) {
    length += id.length + 1;
    if (count > 0 && (count >= most || length > longestIds)) break;
    count += 1;
  }
  return waiting.splice(0, count);
}

/** After the session's end every answer is a refusal: the rest would only be marked as not loaded. */
async function mustBeOpen(access: EhrAccess): Promise<void> {
  if ((await access.accessToken()) === undefined)
    throw new SourceStopped(`The session with ${access.ehr.name} has ended before everybody was read. Sign in again and make the list anew.`);
}

function pageOf(patientId: string, standing: Standing): PatientPage {
  return standing.kind === "row" ? { rows: [standing.row], leftOut: [] } : { rows: [], leftOut: [{ patientId, why: standing.why }] };
}

function judged(patientId: string, answers: PatientAnswers, { today, record, guidelines, amend }: EhrSourceOptions): Standing {
  const input: RecordInput = { patientId, ...answers, today, settings: record };
  try {
    return standingOf(amend === undefined ? input : amend(input), guidelines);
  } catch {
    return { kind: "row", row: unreadRow(patientId, "Boneline itself failed on this record. Report it; judge by the chart.") };
  }
}
