import type { ReactElement } from "react";
import type { Missing } from "../guidelines/model";
import styles from "./missing-list.module.css";
import { text } from "./panels-text";

/** What is missing, why, and whether it could turn the result around. */
export function MissingList({ missing }: { readonly missing: readonly Missing[] }): ReactElement {
  return (
    <ul className={styles["missing"]}>
      {missing.map((one) => (
        <li key={`${one.label} ${one.reason}`}>
          {one.label}: {one.couldChange === undefined ? one.reason : one.reason.replace(/\.$/, "")}
          {one.couldChange !== undefined && (
            <>
              {". "}
              <strong className={styles["could"]}>{text("couldChange")}</strong> {one.couldChange}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
