import type { ReactElement } from "react";
import styles from "./visually-hidden.module.css";

/** Announces its text whenever it changes, without moving the focus. Keep it mounted; change only the message. */
export function LiveMessage({ message }: { readonly message: string }): ReactElement {
  return (
    <output className={styles["hidden"]} aria-live="polite">
      {message}
    </output>
  );
}
