import { useId, type ReactElement, type ReactNode } from "react";
import styles from "./outside-result.module.css";

type Wiring = { readonly id: string; readonly "aria-describedby": string | undefined; readonly "aria-invalid": true | undefined };

type FieldProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly unit?: string | undefined;
  /** What is wrong; stands at the field and is read with it. */
  readonly error: string | undefined;
  /** Worth a second look, and no error. */
  readonly remark?: string | undefined;
  readonly children: (wiring: Wiring) => ReactNode;
};

/** A labelled form field with its hint and its error, tied together for people who listen. */
export function Field({ label, hint, unit, error, remark, children }: FieldProps): ReactElement {
  const id = useId();
  const said = [hint && `${id}-hint`, error && `${id}-error`, remark && `${id}-remark`].filter(Boolean).join(" ");
  return (
    <div className={styles["field"]} data-invalid={error === undefined ? undefined : true}>
      <label htmlFor={id}>
        {label}
        {unit !== undefined && <span className={styles["unit"]}> ({unit})</span>}
      </label>
      {children({ id, "aria-describedby": said === "" ? undefined : said, "aria-invalid": error === undefined ? undefined : true })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles["hint"]}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className={styles["error"]}>
          {error}
        </p>
      )}
      {remark !== undefined && (
        <p id={`${id}-remark`} className={styles["remark"]}>
          {remark}
        </p>
      )}
    </div>
  );
}
