import { type FollowUpAnswer, whyNotKnown } from "../fhir/follow-up-searches";
import type { OpenOrder, PromptStatus } from "../record/follow-up";
import { readFollowUp } from "../record/orders";
import type { RecordSettings } from "../record/site";

/** What is known of following up on one patient: what was recorded about her prompts, and what is ordered or booked. */
export type PatientFollowUp = {
  /** By rule id; one without a Task is kept in this window only. */
  readonly statuses: ReadonlyMap<string, PromptStatus>;
  readonly orders: readonly OpenOrder[];
  /** Why it is not known what others recorded; undefined when it is. */
  readonly statusesUnknown: string | undefined;
  /** Why it is not known what is ordered; undefined when it is. */
  readonly ordersUnknown: string | undefined;
};

/** One patient's part of what was asked for several. `procedures`: a planned scan is one in preparation. */
export function followUpIn(patientId: string, answers: readonly FollowUpAnswer[], procedures: readonly unknown[], settings: RecordSettings): PatientFollowUp {
  const { orders, statuses } = readFollowUp(patientId, [...answers.flatMap(({ resources }) => resources), ...procedures], settings);
  return { orders, statuses, statusesUnknown: whyNotKnown(answers, ["Task"]), ordersUnknown: whyNotKnown(answers, ["ServiceRequest", "Appointment"]) };
}
