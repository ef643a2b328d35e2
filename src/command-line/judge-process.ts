import { judgeLines } from "../followup/export-worklist";
import { type JudgeAnswer, type JudgeOrder, linesIn, type ProcessBasis } from "./judging";

/** The other half of `judgingInProcesses`: judges the pages it is given, one after the other. */
let given: ProcessBasis | undefined;

process.on("message", (order: JudgeOrder) => {
  if (order.kind === "basis") given = order;
  if (order.kind !== "judge" || given === undefined) return;
  const { basis, settings } = given;
  process.send?.({ id: order.id, judged: order.patients.map((patient) => judgeLines(linesIn(patient), basis, settings)) } satisfies JudgeAnswer);
});
