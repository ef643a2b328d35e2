import type { BoneHealthRecord } from "../record/record";
import type { Judge, Judgement } from "./model";
import { boneTherapy, courseLabel, evidenceIsForWomen, type Reading, whenOnAi } from "./population";
import { notEvaluable, notFired, reasonOf, type Seen, see, seeCourse, together } from "./seen";

/** On bone treatment every indication collapses into ONTX-01; the searches that could tell of it must have been read before one is raised. */
export function unlessTreated(judge: Judge): Judge {
  return whenOnAi((record, context) => {
    const therapy = boneTherapy(record);
    if (therapy.state === "present") return notFired(`On ${therapy.value.agent}; see ONTX-01.`, seeTherapy(record));
    const judgement = judge(record, context);
    if (judgement.outcome !== "fired" || therapy.state === "not-recorded") return judgement;
    const whyNow = `${judgement.whyNow} Whether bone treatment is already in force: ${reasonOf(therapy)}.`;
    const seen = together(judgement, see("Bone treatment", therapy, courseLabel, "On treatment ONTX-01 takes the place of this rule."));
    // What was read and is not clear (an unnamed drug, a status "unknown") must not silence an indication; of what was not read
    // STATE-ERR speaks, with the T-score.
    return therapy.state === "unavailable" ? notEvaluable(whyNow, seen) : { ...judgement, ...seen, whyNow };
  });
}

export function seeTherapy(record: BoneHealthRecord): Seen {
  const therapy = boneTherapy(record);
  return therapy.state === "present" ? seeCourse("Bone treatment", therapy.value) : see("Bone treatment", therapy, courseLabel);
}

export function notForMen(record: BoneHealthRecord): Judgement {
  return notFired(evidenceIsForWomen, see("Sex", record.patient.sex, String));
}

export function outsideReading(reading: Reading): Judgement | undefined {
  if (reading.kind === "z-score") return notFired("T-score thresholds do not apply here; the Z-score is read (INT-03).", reading.seen);
  return reading.kind === "unknown" ? notEvaluable(reading.because, reading.seen) : undefined;
}
