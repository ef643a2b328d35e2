import type { ReactElement } from "react";
import { createPortal } from "react-dom";
import type { PatientFacts } from "../record/record";
import { HandOutSheet } from "./hand-out-sheet";
import styles from "./printed-sheets.module.css";
import type { Release } from "./release";

type PrintedSheetsProps = {
  readonly sheets: readonly { readonly release: Release; readonly patient: PatientFacts }[];
  /** What stands on paper when nothing was released. */
  readonly otherwise: string;
};

/** What goes to paper while hand-outs are open: released sheets, each on pages of its own, and nothing else of the screen. */
export function PrintedSheets({ sheets, otherwise }: PrintedSheetsProps): ReactElement {
  return createPortal(
    <div data-hand-out="" className={styles["print"]}>
      {sheets.length === 0 && <p>{otherwise}</p>}
      {sheets.map(({ release, patient }) => (
        <div key={patient.reference} lang={release.language} className={styles["page"]}>
          <HandOutSheet release={release} patient={patient} />
        </div>
      ))}
    </div>,
    document.body,
  );
}
