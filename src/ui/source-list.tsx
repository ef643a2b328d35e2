import type { ReactElement } from "react";
import styles from "./source-list.module.css";
import { text } from "./parts-text";

/** The resources a value came from, as their references. Long lists fold after the third. */
export function SourceList({ references }: { readonly references: readonly string[] }): ReactElement {
  if (references.length === 0) return <span className={styles["none"]}>{text("noSource")}</span>;
  const [first, rest] = references.length > 4 ? [references.slice(0, 3), references.slice(3)] : [references, []];
  return (
    <span className={styles["sources"]} data-sources>
      <References references={first} />
      {rest.length > 0 && (
        <details className={styles["rest"]}>
          <summary>{text("moreSources", { count: rest.length })}</summary>
          <References references={rest} />
        </details>
      )}
    </span>
  );
}

function References({ references }: { readonly references: readonly string[] }): ReactElement {
  return (
    <>
      {references.map((reference) => (
        <code key={reference} className={styles["reference"]}>
          {reference}
        </code>
      ))}
    </>
  );
}
