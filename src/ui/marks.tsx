import type { ReactElement } from "react";
import styles from "./marks.module.css";

export type MarkName = "alert" | "prompt" | "info" | "gate" | "loading" | "empty" | "partial" | "refused" | "failed";

/**
 * Small shapes that stand beside words, each with its own outline so that they differ without colour. Always decorative:
 * the word next to them says the same.
 */
export function Mark({ name }: { readonly name: MarkName }): ReactElement {
  return (
    <svg className={styles["mark"]} data-mark={name} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  );
}

const shapes: Readonly<Record<MarkName, ReactElement>> = {
  alert: (
    <>
      <path d="M5.1 1.5h5.8l3.6 3.6v5.8l-3.6 3.6H5.1l-3.6-3.6V5.1z" fill="currentColor" />
      <path d="M8 4.4v4.4M8 10.6v1.3" stroke="var(--paper)" strokeWidth="1.8" fill="none" />
    </>
  ),
  prompt: <path d="M8 1.6 14.4 8 8 14.4 1.6 8z" fill="currentColor" />,
  info: <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  gate: <path d="M2 3h12v2.4H2zM2 10.6h12V13H2z" fill="currentColor" />,
  loading: <path d="M2 8h2.4M6.8 8h2.4M11.6 8H14" stroke="currentColor" strokeWidth="2.4" fill="none" />,
  empty: <path d="M2.5 8h11" stroke="currentColor" strokeWidth="1.6" fill="none" />,
  partial: (
    <>
      <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" fill="currentColor" />
    </>
  ),
  refused: (
    <>
      <rect x="2.8" y="7" width="10.4" height="7" rx="1" fill="currentColor" />
      <path d="M5 7V5a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </>
  ),
  failed: <path d="m3 3 10 10M13 3 3 13" stroke="currentColor" strokeWidth="2.2" fill="none" />,
};
