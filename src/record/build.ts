import { assembleRecord, type RecordInput } from "./assemble";
import type { BoneHealthRecord } from "./record";
import { reportReader } from "./report-text/report-reader";

export type { RecordInput } from "./assemble";

/**
 * What is true of the patient about her bones: a pure function of what was fetched, how completely, and the date. The order
 * in which resources arrived never matters. Never throws on what a server sent.
 */
export function buildRecord(input: RecordInput): BoneHealthRecord {
  return assembleRecord(input, reportReader);
}
