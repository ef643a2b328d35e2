import { type ReactElement, type ReactNode, useState } from "react";
import { Button } from "../ui/button";
import type { WorklistRow } from "./row";
import type { Selection } from "./selection";
import styles from "./selection.module.css";
import { text } from "./selection-text";

/** What is wanted for the chosen patients, and who they are. */
export type PapersWanted = {
  readonly kind: "notes" | "hand-outs";
  readonly patients: readonly { readonly patientId: string; readonly name: string; readonly followUp: readonly string[] }[];
  readonly onClose: () => void;
};

type SelectionBarProps = {
  /** Everybody on the list, in its order. */
  readonly rows: readonly WorklistRow[];
  readonly shown: readonly WorklistRow[];
  readonly selection: Selection;
  /** What is known of following up on a patient, a line each. */
  readonly followUpOf: (row: WorklistRow) => readonly string[];
  readonly renderPapers: (wanted: PapersWanted) => ReactNode;
};

/** Every record is read whole and judged in this tab, and every sheet is looked at: more at once helps nobody. */
export const mostAtOnce = 50;

/** How many are chosen, and what may be made for them. */
export function SelectionBar({ rows, shown, selection, followUpOf, renderPapers }: SelectionBarProps): ReactElement {
  const [wanted, setWanted] = useState<Omit<PapersWanted, "onClose">>();
  // In the order of the screen; those hidden by a filter after them.
  const inSight = shown.filter(({ patientId }) => selection.chosen.has(patientId));
  const seen = new Set(inSight);
  const hidden = rows.filter((row) => selection.chosen.has(row.patientId) && !seen.has(row));
  const count = inSight.length + hidden.length;
  const ask = (kind: PapersWanted["kind"]): void =>
    setWanted({ kind, patients: [...inSight, ...hidden].map((row) => ({ patientId: row.patientId, name: row.name, followUp: followUpOf(row) })) });
  const isTooMany = count > mostAtOnce;
  return (
    <section className={styles["bar"]} aria-label={text("region")}>
      <output>
        {text("selected", { count })}
        {hidden.length > 0 && `; ${text("hidden", { count: hidden.length })}`}.
      </output>
      {count === 0 && <span className={styles["keys"]}>{text("keys")}</span>}
      {count > 0 && (
        <span className={styles["buttons"]}>
          {(["notes", "hand-outs"] as const).map((kind) => (
            <Button key={kind} disabled={isTooMany} onClick={() => ask(kind)}>
              {text(kind === "notes" ? "notes" : "handOuts", { count })}
            </Button>
          ))}
          <Button onClick={() => selection.remove([...selection.chosen])}>{text("clear")}</Button>
        </span>
      )}
      {isTooMany && <p>{text("tooMany", { most: mostAtOnce, count })}</p>}
      {wanted !== undefined && renderPapers({ ...wanted, onClose: () => setWanted(undefined) })}
    </section>
  );
}
