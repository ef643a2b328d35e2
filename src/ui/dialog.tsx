import { useId, useLayoutEffect, useRef, type ReactElement, type ReactNode } from "react";
import { Button } from "./button";
import styles from "./dialog.module.css";
import { text } from "./parts-text";

type DialogProps = { readonly title: string; readonly onClose: () => void; readonly children: ReactNode };

/** A native modal dialog, open as long as it is mounted: focus stays in it, Escape closes it, and the focus goes back to where it was. */
export function Dialog({ title, onClose, children }: DialogProps): ReactElement {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // A layout effect: its clean-up runs while the dialog is still on the page, and only then does closing give the focus back.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={styles["dialog"]}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={() => {
        if (element.current?.open === false) onClose(); // the browser closes it without asking when Escape is pressed twice
      }}
    >
      <header className={styles["header"]}>
        <h2 id={heading}>{title}</h2>
        <Button onClick={onClose}>{text("close")}</Button>
      </header>
      <div className={styles["body"]}>{children}</div>
    </dialog>
  );
}
