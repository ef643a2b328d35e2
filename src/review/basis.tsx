import type { ReactElement, ReactNode } from "react";
import { BasisTexts, Part } from "../catalogue/basis-texts";
import { basisOf } from "../guidelines/basis";
import type { Input, Prompt } from "../guidelines/model";
import { CopyButton } from "../ui/copy-button";
import { formatDay } from "../ui/format";
import { HowKnown } from "../ui/how-known";
import { SourceList } from "../ui/source-list";
import styles from "./basis.module.css";
import { MissingList } from "./missing-list";
import { text } from "./panels-text";

/**
 * Everything a clinician needs to judge a prompt without trusting us: options, inputs with their sources, what is missing and
 * whether it could change the result, the exact logic, guidelines with year, strength and how they were checked, where they
 * disagree, and the limits of the evidence.
 */
export function Basis({ prompt, actions }: { readonly prompt: Prompt; readonly actions: ReactNode }): ReactElement {
  const basis = basisOf(prompt.id);
  return (
    <div className={styles["basis"]}>
      {basis !== undefined && basis.options.length > 0 && (
        <Part title={text("options")}>
          <ul className={styles["bullets"]}>
            {basis.options.map((option) => (
              <li key={option}>{option}</li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={text("inputs")}>
        {prompt.inputs.length === 0 ? (
          <p>{text("noInputs")}</p>
        ) : (
          <ul className={styles["inputs"]} aria-label={text("inputs")}>
            {prompt.inputs.map((input, index) => (
              <InputLine key={`${input.label} ${index}`} input={input} />
            ))}
          </ul>
        )}
      </Part>
      {prompt.missing.length > 0 && (
        <Part title={text("missing")}>
          <MissingList missing={prompt.missing} />
        </Part>
      )}
      <Part title={text("logic")}>
        <p>{prompt.rule.logic}</p>
      </Part>
      {basis === undefined ? <p>{text("noBasis")}</p> : <BasisTexts basis={basis} />}
      <footer className={styles["footer"]}>
        <CopyButton value={promptAsText(prompt)} what={prompt.headline} />
        {actions}
        <span>{text("ruleVersion", { id: prompt.id, version: prompt.version, reviewed: formatDay(prompt.rule.reviewed) })}</span>
      </footer>
    </div>
  );
}

/** A prompt as plain text for a note: headline, why, options' rule and version. */
export function promptAsText(prompt: Prompt): string {
  const inputs = prompt.inputs.map((input) => `${input.label}: ${input.value}${input.date === undefined ? "" : ` (${input.date})`}`);
  return [
    prompt.headline,
    prompt.whyNow,
    ...inputs,
    text("ruleVersion", { id: prompt.id, version: prompt.version, reviewed: formatDay(prompt.rule.reviewed) }),
  ].join("\n");
}

/** What it is and its value on one line, where it comes from on the next: it must be read beside a chart and on a phone. */
function InputLine({ input: { label, value, date, how, note, sources } }: { readonly input: Input }): ReactElement {
  return (
    <li>
      {label}: <strong>{value}</strong>
      <div className={styles["origin"]}>
        {date !== undefined && <span>{date}</span>} <HowKnown how={how} /> {note !== undefined && <span>{note}</span>} <SourceList references={sources} />
      </div>
    </li>
  );
}
