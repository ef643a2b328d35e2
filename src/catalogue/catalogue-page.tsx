import { type ReactElement, useMemo, useState } from "react";
import { basisOf } from "../guidelines/basis";
import { catalogue } from "../guidelines/catalogue";
import { citationOf, citations } from "../guidelines/citations";
import { intendedUse, sourceAttributes } from "../guidelines/decision-support-attributes";
import { edition } from "../guidelines/edition";
import type { Rule } from "../guidelines/model";
import { catalogueBundle } from "../guidelines/plan-definition";
import { type GuidelineSettings, type SettingName, settingReasons } from "../guidelines/settings";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { Disclosure } from "../ui/disclosure";
import { formatDay } from "../ui/format";
import { download } from "../ui/download";
import { BasisTexts, Part } from "./basis-texts";
import styles from "./catalogue-page.module.css";
import { text } from "./text";

export type CataloguePageProps = {
  readonly settings: GuidelineSettings;
  /** Address under which this site publishes its rules; canonical URLs of the PlanDefinitions begin with it. */
  readonly base: string;
  /** Link back to where the reader came from. */
  readonly back: string;
};

/** Every rule with its logic, sources, version and review date, searchable; who the product is for; the 13 source attributes. */
export function CataloguePage({ settings, base, back }: CataloguePageProps): ReactElement {
  const [wanted, setWanted] = useState("");
  const rules = useMemo(() => catalogue.filter((rule) => matches(rule, wanted)), [wanted]);
  return (
    <main className={styles["page"]}>
      <header className={styles["top"]}>
        <a href={back}>{text("back")}</a>
        <h1>{text("title")}</h1>
        <p>{text("intro", { count: catalogue.length, version: edition.version, reviewed: formatDay(edition.reviewed) })}</p>
        <Button onClick={() => download("boneline-plan-definitions.json", "application/fhir+json", JSON.stringify(catalogueBundle(base), null, 2))}>
          {text("download")}
        </Button>
      </header>

      <section className={styles["use"]} aria-labelledby="intended-use">
        <h2 id="intended-use">{text("intendedUse")}</h2>
        <p>{intendedUse.statement}</p>
        <p>{intendedUse.users}</p>
        <p>{intendedUse.kind}</p>
        <h3>{text("excluded")}</h3>
        <ul className={styles["bullets"]}>
          {intendedUse.excludedPopulations.map((population) => (
            <li key={population}>{population}</li>
          ))}
        </ul>
      </section>

      <search className={styles["search"]}>
        <label htmlFor="rule-search">{text("search")}</label>
        <input id="rule-search" type="search" value={wanted} placeholder={text("searchHint")} onChange={(event) => setWanted(event.target.value)} />
        <output>{text("found", { count: rules.length })}</output>
      </search>

      <ul className={styles["rules"]}>
        {rules.map((rule) => (
          <li key={rule.id} id={rule.id} data-rule-id={rule.id}>
            <Disclosure
              mount="when-opened"
              summary={
                <span className={styles["summary"]}>
                  <code>{rule.id}</code>
                  <span className={styles["ruleTitle"]}>{rule.title}</span>
                  <span className={styles["priority"]}>{text(`priority-${rule.priority}`)}</span>
                </span>
              }
            >
              <RuleEntry rule={rule} settings={settings} />
            </Disclosure>
          </li>
        ))}
      </ul>

      <section className={styles["use"]} aria-labelledby="source-attributes">
        <h2 id="source-attributes">{text("attributes")}</h2>
        <DataTable
          caption={text("attributes")}
          columns={[
            { id: "name", header: text("attribute"), cell: ({ number, name }) => `${number}. ${name}` },
            { id: "value", header: text("value"), cell: ({ value }) => value },
          ]}
          rows={sourceAttributes}
          rowId={({ number }) => String(number)}
        />
      </section>

      <section className={styles["use"]} aria-labelledby="sources">
        <h2 id="sources">{text("sources")}</h2>
        <ol className={styles["sources"]}>
          {citations.map((citation) => (
            <li key={citation.id}>
              <a href={citation.link} target="_blank" rel="noreferrer noopener">
                {citation.title}
              </a>{" "}
              {citation.body}
              {citation.journal === "" ? "" : `, ${citation.journal}`}, {citation.year}. {text(`verification-${citation.verification}`)}: {citation.checked}
            </li>
          ))}
        </ol>
      </section>
    </main>
  );
}

function RuleEntry({ rule, settings }: { readonly rule: Rule; readonly settings: GuidelineSettings }): ReactElement {
  const basis = basisOf(rule.id);
  return (
    <div className={styles["entry"]}>
      <Part title={text("logic")}>
        <p>{rule.logic}</p>
      </Part>
      {rule.settings !== undefined && rule.settings.length > 0 && (
        <Part title={text("settings")}>
          <ul className={styles["bullets"]}>
            {rule.settings.map((name) => (
              <li key={name}>{settingText(name, settings)}</li>
            ))}
          </ul>
        </Part>
      )}
      {basis !== undefined && (
        <>
          <BasisTexts basis={basis} />
          {basis.options.length > 0 && (
            <Part title={text("options")}>
              <ul className={styles["bullets"]}>
                {basis.options.map((option) => (
                  <li key={option}>{option}</li>
                ))}
              </ul>
            </Part>
          )}
          {basis.patientText !== undefined && (
            <Part title={text("patientText")}>
              <p>{basis.patientText}</p>
            </Part>
          )}
        </>
      )}
      <p className={styles["version"]}>{text("ruleVersion", { id: rule.id, version: rule.version, reviewed: formatDay(rule.reviewed) })}</p>
    </div>
  );
}

function settingText(name: SettingName, settings: GuidelineSettings): string {
  const { default: usual, unit, reason } = settingReasons[name];
  const value = settings.values[name];
  const said = { name: inWords(name), value, unit, reason };
  return settings.overridden.includes(name) ? text("settingChanged", { ...said, usual }) : text("setting", said);
}

/** "dxaOverdueMonths", as the site's configuration calls it, is "DXA overdue months" to a reader. */
function inWords(name: string): string {
  const words = name.replace(/[A-Z]|\d+/g, (part) => ` ${part.toLowerCase()}`);
  return words.replace(/^(dxa|bmi|frax|lsc)\b/, (word) => word.toUpperCase()).replace(/^./, (first) => first.toUpperCase());
}

/** Every word must occur somewhere in what a reader sees of the rule. */
function matches(rule: Rule, wanted: string): boolean {
  const basis = basisOf(rule.id);
  const sources = rule.citations.flatMap((id) => {
    const citation = citationOf(id);
    return citation === undefined ? [] : [`${citation.body} ${citation.title} ${citation.year}`];
  });
  const words = [rule.id, rule.title, rule.logic, basis?.population, basis?.limits, ...(basis?.support.map(({ says }) => says) ?? []), ...sources]
    .join(" ")
    .toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}
