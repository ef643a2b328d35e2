import { type ReactElement, useState } from "react";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import type { FollowUpTools } from "./follow-up";
import { text } from "./text";
import styles from "./worklist-screen.module.css";

type LeaveListProps = {
  readonly label: string;
  readonly className?: string;
  /** How many patients have something recorded that only this window knows. */
  readonly recorded: () => number;
  readonly onLeave: () => void;
};

/** Leaves a list, and asks first when what was recorded would go with it: as the browser does when the window is closed. */
export function LeaveList({ label, className, recorded, onLeave }: LeaveListProps): ReactElement {
  const [losing, setLosing] = useState(0);
  return (
    <>
      <Button {...(className === undefined ? {} : { className })} onClick={() => (recorded() > 0 ? setLosing(recorded()) : onLeave())}>
        {label}
      </Button>
      {losing > 0 && (
        <Dialog title={text("leaveTitle")} onClose={() => setLosing(0)}>
          <p>{text("leaveWhat", { count: losing })}</p>
          <p className={styles["buttons"]}>
            <Button onClick={() => setLosing(0)}>{text("leaveNot")}</Button>
            <Button onClick={onLeave}>{text("leaveYes")}</Button>
          </p>
        </Dialog>
      )}
    </>
  );
}

/** Patients about whom something was recorded; of others it is only known that nothing was. */
export function recordedCount(known: ReturnType<FollowUpTools["known"]>): number {
  return [...known.values()].filter(({ statuses, orders }) => statuses.size > 0 || orders.length > 0).length;
}
