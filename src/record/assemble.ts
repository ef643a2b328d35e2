import { readBoneDensity } from "./bone-density/bone-density";
import { openChart } from "./chart";
import { readChemistry } from "./laboratory/chemistry";
import { readDialysis, readDisease, readRheumatoidArthritis } from "./disease/disease";
import type { CalendarDate } from "./fact";
import { readFamilyHistory } from "./person/family-history";
import { readFractures } from "./person/fractures";
import { readGlucocorticoid } from "./medication/glucocorticoid";
import { readLifestyle } from "./person/lifestyle";
import { readMenopause } from "./person/menopause";
import { rejectUnidentified } from "./observation";
import { readPatient } from "./person/patient";
import type { BoneHealthRecord, UnusableItem } from "./record";
import type { ReportReader } from "./report-text/report-reader";
import type { SearchReport } from "./searches";
import { defaultRecordSettings, type RecordSettings } from "./site";
import { readSupplements } from "./medication/supplements";
import { readTherapy } from "./medication/therapy";
import { readVitaminD } from "./laboratory/vitamin-d";

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
  /** Texts of report files that the clinician opened in this session, by `attachmentKey`; readings in them wait to be confirmed. */
  readonly attachmentTexts?: ReadonlyMap<string, string>;
};

/**
 * `buildRecord`, with the reader of report texts handed in: its code is large, and in the browser it comes on its own
 * (`assembleWithoutReader`).
 */
export function assembleRecord(input: RecordInput, reader: ReportReader): BoneHealthRecord {
  const chart = openChart({ ...input, settings: input.settings ?? defaultRecordSettings });
  rejectUnidentified(chart);
  const patient = readPatient(chart);
  const therapy = readTherapy(chart);
  const lifestyle = readLifestyle(chart);
  const record = {
    today: input.today,
    patient,
    disease: readDisease(chart),
    menopause: readMenopause(chart, patient, therapy),
    therapy,
    boneDensity: readBoneDensity(chart, therapy, {
      reader,
      confirmed: input.confirmedReadings ?? new Set(),
      opened: input.attachmentTexts ?? new Map(),
    }),
    vitaminD: readVitaminD(chart),
    chemistry: { ...readChemistry(chart, { age: patient.age, sex: patient.sex, weight: lifestyle.weight }), dialysis: readDialysis(chart) },
    risk: {
      ...lifestyle,
      ...readSupplements(chart, therapy),
      parentalHipFracture: readFamilyHistory(chart),
      fractures: readFractures(chart, patient),
      glucocorticoid: readGlucocorticoid(chart, therapy),
      rheumatoidArthritis: readRheumatoidArthritis(chart),
    },
    searches: input.searches,
  };
  reader.listUnread(chart, record);
  return { ...record, unusable: listed(chart.rejected) }; // last: every reader above adds to it
}

/** Each line once, in an order that does not depend on the order of arrival. */
function listed(items: readonly UnusableItem[]): readonly UnusableItem[] {
  const lines = new Map(items.map((item) => [JSON.stringify([item.reference, item.kind, item.what, item.reason, item.date?.text, item.asReported]), item]));
  return [...lines].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}
