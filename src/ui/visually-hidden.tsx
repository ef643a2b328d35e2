import type { ReactElement, ReactNode } from "react";
import styles from "./visually-hidden.module.css";

/** Text for people who listen to the page. */
export function VisuallyHidden({ children }: { readonly children: ReactNode }): ReactElement {
  return <span className={styles["hidden"]}>{children}</span>;
}

/** Announces its text whenever it changes, without moving the focus. Keep it mounted; change only the message. */
export function LiveMessage({ message }: { readonly message: string }): ReactElement {
  return (
    <output className={styles["hidden"]} aria-live="polite">
      {message}
    </output>
  );
}
