import type { ReactElement } from "react";
import styles from "./how-known.module.css";
import { text } from "./parts-text";

/** `How` of the record, and the one case that is not a fact yet: a number read from a report that nobody confirmed. */
export type KnownHow = "coded" | "by-text" | "read-from-report" | "entered-here" | "derived" | "assumed" | "unconfirmed";

/** Says in words how a value came to be known. Coded values are the ordinary case and are said quietly. */
export function HowKnown({ how }: { readonly how: KnownHow }): ReactElement {
  return (
    <span className={styles["how"]} data-how={how}>
      {howInWords(how)}
    </span>
  );
}

export function howInWords(how: KnownHow): string {
  return text(keys[how]);
}

const keys = {
  coded: "howCoded",
  "by-text": "howByText",
  "read-from-report": "howReadFromReport",
  "entered-here": "howEnteredHere",
  derived: "howDerived",
  assumed: "howAssumed",
  unconfirmed: "howUnconfirmed",
} as const;
