import * as v from "valibot";
import { type SearchId, searchIds, type SearchState } from "../record/searches";
import { dxaStandings, vitaminDStandings, type WorklistRow } from "./row";

const searchStates = ["pending", "complete", "partial", "refused", "failed", "unsupported"] as const satisfies readonly SearchState[];
const known = v.picklist(["yes", "no", "unknown"]);

const row = v.object({
  patientId: v.string(),
  name: v.string(),
  mrn: v.string(),
  birthDate: v.string(),
  age: v.optional(v.number()),
  agent: v.string(),
  onSince: v.string(),
  monthsOn: v.optional(v.number()),
  lastDxa: v.string(),
  lowestT: v.optional(v.number()),
  lowestTText: v.string(),
  dxa: v.picklist(dxaStandings),
  vitaminDText: v.string(),
  vitaminDDate: v.string(),
  vitaminD: v.picklist(vitaminDStandings),
  prompts: v.array(v.object({ id: v.string(), priority: v.picklist(["H", "M", "L", "gate"]) })),
  top: v.string(),
  notLoaded: v.array(v.object({ search: v.picklist(searchIds as readonly [SearchId, ...SearchId[]]), state: v.picklist(searchStates), reason: v.string() })),
  measures: v.object({ dxaInTwoYears: known, vitaminDOnRecord: known, lowTScore: known, treated: known }),
});

const version = 2;
const rowsFile = v.object({ boneline: v.literal("worklist-rows"), version: v.literal(version), madeOn: v.string(), problems: v.number(), rows: v.array(row) });

/** Rows made beforehand. They are as old as `madeOn`: intervals and due dates were counted to that day. */
export type RowsFile = { readonly madeOn: string; readonly problems: number; readonly rows: readonly WorklistRow[] };

/** The file is not a worklist made by `npm run worklist`; the message says what is wrong with it. */
export class RowsFileError extends Error {
  override readonly name = "RowsFileError";
}

/** Rows made beforehand as text, one row a line so that a person can look into the file. */
export function writeRowsFile({ madeOn, problems, rows }: RowsFile): string {
  const lines = rows.map((one) => JSON.stringify(one));
  return `{"boneline":"worklist-rows","version":${version},"madeOn":${JSON.stringify(madeOn)},"problems":${problems},"rows":[\n${lines.join(",\n")}\n]}\n`;
}

/** @throws RowsFileError when the text is not such a file. Nothing of its content is repeated in the message. */
export function readRowsFile(text: string): RowsFile {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new RowsFileError("The file is not whole (not readable as JSON). Whoever made it can make it again (npm run worklist).");
  }
  const read = v.safeParse(rowsFile, content, { abortEarly: true });
  if (!read.success) {
    const where = v.getDotPath(read.issues[0])?.replace(/^rows\.(\d+)/, "row $1");
    throw new RowsFileError(
      `The file is not a worklist of this version of Boneline${where === undefined ? "" : ` (at ${where})`}. Whoever made it can make it again (npm run worklist).`,
    );
  }
  return { madeOn: read.output.madeOn, problems: read.output.problems, rows: read.output.rows as readonly WorklistRow[] };
}
