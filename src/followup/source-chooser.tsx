import { type ReactElement, useRef, useState } from "react";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import { droppedFiles } from "./dropped-files";
import { allowsDrugSearch, type EhrAccess } from "./ehr-access";
import { drugSource, type EhrSourceOptions, panelSource, usualInFlight } from "./ehr-source";
import type { EvaluationSettings } from "./export-worklist";
import { filesSource } from "./files-source";
import type { WorklistSource } from "./source";
import styles from "./worklist-screen.module.css";
import { text } from "./text";

type SourceChooserProps = {
  readonly access: EhrAccess | undefined;
  readonly settings: EvaluationSettings;
  readonly amend: EhrSourceOptions["amend"];
  readonly onSource: (source: WorklistSource) => void;
};

/** Where a list may be made from: the EHR, when signed in to it, and files. */
export function SourceChooser({ access, settings, amend, onSource }: SourceChooserProps): ReactElement {
  const [inFlight, setInFlight] = useState(usualInFlight);
  return (
    <section className={styles["sources"]} aria-labelledby="list-sources">
      <h2 id="list-sources">{text("chooseTitle")}</h2>
      {access === undefined ? <p>{text("noEhr")}</p> : <EhrSources access={access} settings={settings} amend={amend} inFlight={inFlight} onSource={onSource} />}
      <FileSources settings={settings} onSource={onSource} />
      <Disclosure summary={text("administrators")} className={styles["administrators"] ?? ""}>
        {access !== undefined && (
          <>
            <label className={styles["field"]}>
              <span>{text("inFlight")}</span>
              <input
                type="number"
                min={1}
                max={12}
                value={inFlight}
                onChange={(event) => setInFlight(Math.min(12, Math.max(1, Math.round(event.currentTarget.valueAsNumber) || usualInFlight)))}
              />
            </label>
            <p>{text("inFlightHow")}</p>
          </>
        )}
        <p>{text("rowsHow")}</p>
      </Disclosure>
    </section>
  );
}

type EhrSourcesProps = SourceChooserProps & { readonly access: EhrAccess; readonly inFlight: number };

function EhrSources({ access, settings, amend, inFlight, onSource }: EhrSourcesProps): ReactElement {
  const [type, setType] = useState<"Group" | "List">("Group");
  const [id, setId] = useState("");
  const ehr = access.ehr.name;
  const options = { ...settings, access, inFlight, amend };
  return (
    <>
      <div className={styles["source"]}>
        <h3>{text("fromDrug")}</h3>
        <p>{text(allowsDrugSearch(access) ? "fromDrugHow" : "fromDrugNot", { ehr })}</p>
        {allowsDrugSearch(access) && <Button onClick={() => onSource(drugSource(options))}>{text("startDrug", { ehr })}</Button>}
      </div>
      <form
        className={styles["source"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (id.trim() !== "") onSource(panelSource({ type, id: id.trim() }, options));
        }}
      >
        <h3>{text("fromPanel")}</h3>
        <p>{text("fromPanelHow")}</p>
        <div className={styles["filters"]}>
          <label className={styles["field"]}>
            <span>{text("panelType")}</span>
            <select value={type} onChange={(event) => setType(event.currentTarget.value === "List" ? "List" : "Group")}>
              <option>Group</option>
              <option>List</option>
            </select>
          </label>
          <label className={styles["field"]}>
            <span>{text("panelId")}</span>
            <input value={id} autoComplete="off" spellCheck="false" maxLength={64} onChange={(event) => setId(event.currentTarget.value)} />
          </label>
          <Button type="submit" disabled={id.trim() === ""}>
            {text("startPanel")}
          </Button>
        </div>
      </form>
    </>
  );
}

function FileSources({ settings, onSource }: Pick<SourceChooserProps, "settings" | "onSource">): ReactElement {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (list: readonly File[]): void => {
    if (list.length > 0) onSource(filesSource(list, settings));
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping is a shortcut; the two buttons do the same by keyboard
    <div
      className={styles["source"]}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void droppedFiles(event.dataTransfer).then(take);
      }}
    >
      <h3>{text("fromFiles")}</h3>
      <p>{text("fromFilesHow")}</p>
      <div className={styles["buttons"]}>
        <Button onClick={() => files.current?.click()}>{text("pickFiles")}</Button>
        <Button onClick={() => folder.current?.click()}>{text("pickFolder")}</Button>
        <span>{text("dropHere")}</span>
      </div>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={text("pickFiles")}
        accept=".ndjson,.jsonl,.gz,.json"
        onChange={(event) => take([...(event.currentTarget.files ?? [])])}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        aria-label={text("pickFolder")}
        {...{ webkitdirectory: "" }}
        onChange={(event) => take([...(event.currentTarget.files ?? [])])}
      />
    </div>
  );
}
