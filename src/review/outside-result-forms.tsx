import { useRef, useState, type ReactElement, type SyntheticEvent } from "react";
import { dateText } from "../guidelines/wording";
import { type OutsideResult, type OutsideSite, outsideSites } from "../record/outside-result";
import { Button } from "../ui/button";
import {
  type CheckContext,
  type Checked,
  checkDxa,
  checkVitaminD,
  type DxaDraft,
  type Field as FieldName,
  remarkOnTScore,
  type VitaminDDraft,
} from "./outside-result-check";
import { emptyDxa, emptyVitaminD } from "./outside-result-draft";
import { Field } from "./outside-result-field";
import styles from "./outside-result.module.css";
import { text } from "./outside-result-text";

type FormProps<Draft> = {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  /** Everything a check needs but the id, which each entry gets anew. */
  readonly context: Omit<CheckContext, "id">;
  readonly onAdd: (entry: OutsideResult) => void;
};

/** One region of a DXA from elsewhere. Date and scanner stay for the next site of the same scan. */
export function DxaForm({ draft, onDraft: setDraft, context, onAdd }: FormProps<DxaDraft>): ReactElement {
  const { form, errors, submit, announcement } = useChecking((id) => checkDxa(draft, { ...context, id }), onAdd);
  const set = (more: Partial<DxaDraft>) => setDraft({ ...draft, ...more });
  const typed = (name: "date" | "vertebrae" | "bmd" | "tScore" | "zScore" | "scanner") => ({
    name,
    value: draft[name],
    autoComplete: "off",
    onChange: (event: { currentTarget: HTMLInputElement }) => set({ [name]: event.currentTarget.value }),
  });
  const number = (name: "bmd" | "tScore" | "zScore") => ({ ...typed(name), inputMode: name === "bmd" ? ("decimal" as const) : ("text" as const) });
  const after = { one: emptyDxa, another: { ...emptyDxa, date: draft.date, scanner: draft.scanner, site: nextSite(draft.site) } };
  return (
    <form ref={form} noValidate className={styles["form"]} onSubmit={(event) => submit(event, () => setDraft(after.one))}>
      <div className={styles["fields"]}>
        <Field label={text("date")} hint={text("dateHint")} error={errors.get("date")}>
          {(wiring) => <input {...wiring} {...typed("date")} />}
        </Field>
        <Field label={text("site")} error={errors.get("site")}>
          {(wiring) => (
            <select {...wiring} name="site" value={draft.site} onChange={(event) => set({ site: siteNamed(event.currentTarget.value) })}>
              {outsideSites.map((site) => (
                <option key={site} value={site}>
                  {text(`site-${site}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {draft.site === "lumbar-spine" ? (
          <Field label={text("vertebrae")} hint={text("vertebraeHint")} error={errors.get("vertebrae")}>
            {(wiring) => <input {...wiring} {...typed("vertebrae")} />}
          </Field>
        ) : (
          <Field label={text("side")} error={errors.get("side")}>
            {(wiring) => (
              <select {...wiring} name="side" value={draft.side} onChange={(event) => set({ side: sideNamed(event.currentTarget.value) })}>
                <option value="">{text("notStated")}</option>
                <option value="left">{text("left")}</option>
                <option value="right">{text("right")}</option>
              </select>
            )}
          </Field>
        )}
        <Field label={text("bmd")} unit="g/cm²" hint={text("numbersHint")} error={errors.get("bmd")}>
          {(wiring) => <input {...wiring} {...number("bmd")} />}
        </Field>
        <Field label={text("tScore")} error={errors.get("tScore")} remark={remarkOnTScore(draft.tScore)}>
          {(wiring) => <input {...wiring} {...number("tScore")} />}
        </Field>
        <Field label={text("zScore")} error={errors.get("zScore")}>
          {(wiring) => <input {...wiring} {...number("zScore")} />}
        </Field>
        <Field label={text("scanner")} hint={text("scannerHint")} error={errors.get("scanner")}>
          {(wiring) => <input {...wiring} {...typed("scanner")} />}
        </Field>
      </div>
      <div className={styles["actions"]}>
        <Button type="submit">{text("add")}</Button>
        <Button onClick={(event) => submit(event, () => setDraft(after.another))}>{text("addAnother")}</Button>
        <output>{announcement}</output>
      </div>
    </form>
  );
}

const comparators = ["<", "<=", ">", ">="] as const;

/** A 25-OH vitamin D result from elsewhere, in the unit it was reported in. */
export function VitaminDForm({ draft, onDraft: setDraft, context, onAdd }: FormProps<VitaminDDraft>): ReactElement {
  const { form, errors, submit, announcement } = useChecking((id) => checkVitaminD(draft, { ...context, id }), onAdd);
  const set = (more: Partial<VitaminDDraft>) => setDraft({ ...draft, ...more });
  return (
    <form ref={form} noValidate className={styles["form"]} onSubmit={(event) => submit(event, () => setDraft({ ...emptyVitaminD, unit: draft.unit }))}>
      <div className={styles["fields"]}>
        <Field label={text("date")} hint={text("dateHint")} error={errors.get("date")}>
          {(wiring) => <input {...wiring} name="date" autoComplete="off" value={draft.date} onChange={(event) => set({ date: event.currentTarget.value })} />}
        </Field>
        <Field label={text("comparator")} error={errors.get("comparator")}>
          {(wiring) => (
            <select
              {...wiring}
              value={draft.comparator}
              onChange={(event) => set({ comparator: comparators.find((one) => one === event.currentTarget.value) ?? "" })}
            >
              <option value="">{text("exactly")}</option>
              {comparators.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text("value")} error={errors.get("value")}>
          {(wiring) => (
            <input
              {...wiring}
              name="value"
              inputMode="decimal"
              autoComplete="off"
              value={draft.value}
              onChange={(event) => set({ value: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={text("unit")} error={errors.get("unit")}>
          {(wiring) => (
            <select {...wiring} value={draft.unit} onChange={(event) => set({ unit: event.currentTarget.value === "nmol/L" ? "nmol/L" : "ng/mL" })}>
              <option value="ng/mL">ng/mL (µg/L)</option>
              <option value="nmol/L">nmol/L</option>
            </select>
          )}
        </Field>
      </div>
      <div className={styles["actions"]}>
        <Button type="submit">{text("add")}</Button>
        <output>{announcement}</output>
      </div>
    </form>
  );
}

/** Checks when asked to, tells what is wrong at the fields, and puts the focus on the first of them. */
function useChecking(check: (id: string) => Checked, onAdd: (entry: OutsideResult) => void) {
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<ReadonlyMap<FieldName, string>>(new Map());
  const [announcement, setAnnouncement] = useState("");
  const submit = (event: SyntheticEvent, afterwards: () => void): void => {
    event.preventDefault();
    const checked = check(crypto.randomUUID());
    if (checked.ok) {
      setErrors(new Map());
      const { kind, date } = checked.entry;
      setAnnouncement(text("added", { what: `${text(kind === "dxa" ? "dxa" : "vitaminD")}, ${dateText(date)}` }));
      onAdd(checked.entry);
      afterwards();
      return;
    }
    setErrors(checked.errors);
    setAnnouncement(text("problems", { count: checked.errors.size }));
    const [first] = checked.errors.keys();
    const wrong = first === undefined ? null : form.current?.elements.namedItem(first);
    if (wrong instanceof HTMLElement) wrong.focus();
  };
  return { form, errors, submit, announcement };
}

function siteNamed(written: string): OutsideSite {
  return outsideSites.find((site) => site === written) ?? "lumbar-spine";
}

function sideNamed(written: string): DxaDraft["side"] {
  return written === "left" || written === "right" ? written : "";
}

function nextSite(site: OutsideSite): OutsideSite {
  return outsideSites[outsideSites.indexOf(site) + 1] ?? site;
}
