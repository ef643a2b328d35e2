import type { ReactElement } from "react";
import { CountBars } from "./count-bars";
import type { FollowUp } from "./follow-up";
import type { FollowUpStatus } from "./follow-up-status";
import styles from "./worklist-screen.module.css";
import { text } from "./text";

type FollowUpChartProps = {
  readonly counts: readonly { readonly id: FollowUpStatus; readonly patients: number }[];
  readonly followUp: FollowUp;
  readonly chosen: string;
  readonly onChoose: (status: string) => void;
};

/** Patients by where following up on them stands, and what must be known of these counts. */
export function FollowUpChart({ counts, followUp, chosen, onChoose }: FollowUpChartProps): ReactElement | null {
  if (counts.length === 0 && followUp.notices.length === 0) return null;
  return (
    <section className={styles["prompts"]} aria-labelledby="follow-up-counts">
      <h2 id="follow-up-counts">{text("followTitle")}</h2>
      {followUp.notices.map((notice) => (
        <p key={notice} className={styles["notice"]}>
          {notice}
        </p>
      ))}
      <CountBars bars={counts.map(({ id, patients }) => ({ id, title: followUp.labelOf(id), patients }))} chosen={chosen} onChoose={onChoose} />
    </section>
  );
}
