import type { ReactElement } from "react";
import { citationOf } from "../guidelines/citations";
import type { Support } from "../guidelines/model";
import styles from "./basis-texts.module.css";
import { text } from "./text";

/** Each source with its year, what it says, its strength, and how its text was checked. */
export function SupportList({ support }: { readonly support: readonly Support[] }): ReactElement {
  return (
    <ul className={styles["support"]}>
      {support.map((one) => {
        const citation = citationOf(one.citation);
        return (
          <li key={`${one.citation} ${one.says}`}>
            <span>
              <strong>{citation === undefined ? one.citation : `${citation.body}, ${citation.year}:`}</strong> {one.says}
            </span>
            <span className={styles["meta"]}>
              <span>{text("strength", { strength: one.strength })}</span>
              <span data-verification={one.verification}>{text(`verification-${one.verification}`)}</span>
              {citation !== undefined && (
                <a href={citation.link} target="_blank" rel="noreferrer noopener" title={citation.title}>
                  {citation.journal || citation.title}
                </a>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
