import type { CalendarDate } from "./fact";
import type { BoneHealthRecord } from "./record";
import type { SearchReport } from "./searches";
import { type RecordSettings } from "./site";

export type RecordInput = {
  readonly patientId: string;
  /** Untrusted JSON. Anything malformed changes nothing but its own line in `unusable`. */
  readonly resources: readonly unknown[];
  readonly aliases?: ReadonlyMap<string, string>;
  readonly searches: readonly SearchReport[];
  readonly today: CalendarDate;
  readonly settings?: RecordSettings;
  /** Ids of report readings that the clinician confirmed in this session. */
  readonly confirmedReadings?: ReadonlySet<string>;
};

/** What is true of the patient about her bones: a pure function of what was fetched, how completely, and the date. */
export function buildRecord(_input: RecordInput): BoneHealthRecord {
  throw new Error("not built yet");
}
