import type { ReactElement, ReactNode } from "react";
import { Button } from "../ui/button";
import { type ColumnId, columnIds } from "./columns";
import type { FollowUp } from "./follow-up";
import { followUpStatuses } from "./follow-up-status";
import { dxaStandings, vitaminDStandings } from "./row";
import styles from "./worklist-screen.module.css";
import { text } from "./text";
import { type View, wholeList } from "./view";
import { promptTitle } from "./words";

type FiltersProps = {
  readonly view: View;
  readonly onView: (view: View) => void;
  /** Rule ids that somebody on the list has. */
  readonly prompts: readonly string[];
  readonly followUp: FollowUp;
  /** Columns that there are, and those that are shown. */
  readonly offered: readonly ColumnId[];
  readonly columns: readonly ColumnId[];
  readonly onColumns: (columns: readonly ColumnId[]) => void;
};

export function WorklistFilters({ view, onView, prompts, followUp, offered, columns, onColumns }: FiltersProps): ReactElement {
  const change = (part: Partial<View>): void => onView({ ...view, ...part });
  const isFiltered = JSON.stringify({ ...view, sort: "", direction: "" }) !== JSON.stringify({ ...wholeList, sort: "", direction: "" });
  return (
    <fieldset className={styles["filters"]}>
      <legend className={styles["hiddenLegend"]}>{text("filters")}</legend>
      <label className={styles["field"]}>
        <span>{text("search")}</span>
        <input type="search" autoComplete="off" spellCheck="false" value={view.search} onChange={(event) => change({ search: event.currentTarget.value })} />
      </label>
      <Choice label={text("filterPrompt")} value={view.prompt} onChange={(prompt) => change({ prompt })}>
        {[...new Set([...prompts, ...(view.prompt === "" ? [] : [view.prompt])])].map((id) => (
          <option key={id} value={id}>
            {promptTitle(id)}
          </option>
        ))}
      </Choice>
      <Choice label={text("filterDxa")} value={view.dxa} onChange={(dxa) => change({ dxa: dxaStandings.find((one) => one === dxa) ?? "" })}>
        {dxaStandings.map((one) => (
          <option key={one} value={one}>
            {text(`dxa-${one}`)}
          </option>
        ))}
      </Choice>
      <Choice
        label={text("filterVitaminD")}
        value={view.vitaminD}
        onChange={(vitaminD) => change({ vitaminD: vitaminDStandings.find((one) => one === vitaminD) ?? "" })}
      >
        {vitaminDStandings.map((one) => (
          <option key={one} value={one}>
            {text(`vitd-${one}`)}
          </option>
        ))}
      </Choice>
      <Choice label={text("filterStatus")} value={view.status} onChange={(status) => change({ status })}>
        {followUpStatuses.map((id) => (
          <option key={id} value={id}>
            {followUp.labelOf(id)}
          </option>
        ))}
      </Choice>
      <Choice label={text("filterLoaded")} value={view.loaded} onChange={(loaded) => change({ loaded: loaded === "incomplete" ? "incomplete" : "" })}>
        <option value="incomplete">{text("onlyIncomplete")}</option>
      </Choice>
      <details className={styles["columns"]}>
        <summary>{text("columns")}</summary>
        <ul>
          {offered
            .filter((id) => id !== "name")
            .map((id) => (
              <li key={id}>
                <label>
                  <input
                    type="checkbox"
                    checked={columns.includes(id)}
                    onChange={(event) => onColumns(columnIds.filter((one) => (one === id ? event.currentTarget.checked : columns.includes(one))))}
                  />{" "}
                  {text(`column-${id}`)}
                </label>
              </li>
            ))}
        </ul>
      </details>
      <Button onClick={() => change({ sort: "urgency", direction: "descending" })} disabled={view.sort === "urgency" && view.direction === "descending"}>
        {text("worstFirst")}
      </Button>
      <Button onClick={() => onView({ ...wholeList, sort: view.sort, direction: view.direction })} disabled={!isFiltered}>
        {text("reset")}
      </Button>
    </fieldset>
  );
}

function Choice({
  label,
  value,
  onChange,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <label className={styles["field"]}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{text("all")}</option>
        {children}
      </select>
    </label>
  );
}
