import { useState, type ReactElement, type ReactNode } from "react";
import styles from "./disclosure.module.css";

type DisclosureProps = {
  readonly summary: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  /** "when-opened" mounts the content at the first opening: for content that is large or loads code. */
  readonly mount?: "at-once" | "when-opened";
  readonly initially?: "open" | "closed";
};

/** A native `details`: keyboard, find-in-page and printing come with it. */
export function Disclosure({ summary, children, className, mount = "at-once", initially = "closed" }: DisclosureProps): ReactElement {
  const [startsOpen] = useState(initially === "open"); // later changes must not fold what a person is reading
  const [opened, setOpened] = useState(startsOpen);
  return (
    <details
      className={className === undefined ? styles["disclosure"] : `${styles["disclosure"]} ${className}`}
      open={startsOpen}
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true);
      }}
    >
      <summary className={styles["summary"]}>{summary}</summary>
      {(mount === "at-once" || opened) && <div className={styles["content"]}>{children}</div>}
    </details>
  );
}
