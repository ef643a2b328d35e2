import { type ReactElement, type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button";
import styles from "./dialog.module.css";
import { text } from "./text";

type DialogProps = { readonly title: string; readonly onClose: () => void; readonly children: ReactNode };

/** A native modal `dialog`: the browser keeps the focus inside, Escape closes it, and focus returns to what opened it. Mount it to open it. */
export function Dialog({ title, onClose, children }: DialogProps): ReactElement {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} className={styles["dialog"]} aria-labelledby={heading} onClose={onClose}>
      <header className={styles["header"]}>
        <h2 id={heading}>{title}</h2>
        <Button onClick={onClose}>{text("close")}</Button>
      </header>
      {children}
    </dialog>
  );
}
