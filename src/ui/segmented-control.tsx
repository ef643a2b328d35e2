import { useId, type ReactElement } from "react";
import styles from "./segmented-control.module.css";

type Option<Value extends string> = { readonly value: Value; readonly label: string };

type SegmentedControlProps<Value extends string> = {
  /** What is being chosen; read aloud, not shown. */
  readonly legend: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

/** One choice of a few, as radio buttons that look like one control: arrow keys, names and state come from the browser. */
export function SegmentedControl<Value extends string>({ legend, options, value, onChange }: SegmentedControlProps<Value>): ReactElement {
  const name = useId();
  return (
    <fieldset className={styles["control"]}>
      <legend className={styles["legend"]}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles["option"]}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
