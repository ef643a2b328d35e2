import type { ReactElement } from "react";
import type { Problem } from "../../smart/problem";
import { Button } from "../../ui/button";
import styles from "./front-door.module.css";
import { text } from "./text";

type ProblemPageProps = { readonly problem: Problem; readonly startAddress: string };

/** Why there is no session: what happened, what it means, what to do. */
export function ProblemPage({ problem, startAddress }: ProblemPageProps): ReactElement {
  const { kind, detail, link } = problem;
  const ehr = problem.ehr ?? text("theEhr");
  const title = text(`${kind}-title`, { ehr });
  return (
    <main className={styles["page"]} data-problem={kind}>
      <p className={styles["product"]}>{text("product")}</p>
      <h1>{title.charAt(0).toLocaleUpperCase() + title.slice(1)}</h1>
      <p>{text(`${kind}-happened`, { ehr })}</p>
      <p>{text(`${kind}-means`, { ehr })}</p>
      <p className={styles["do"]}>{text(`${kind}-do`, { ehr })}</p>
      {detail !== undefined && (
        <details>
          <summary>{text("details")}</summary>
          <p>
            <code>{`${kind}: ${detail}`}</code>
          </p>
        </details>
      )}
      {link !== undefined && (
        <p>
          <a href={link} rel="noreferrer noopener" target="_blank">
            {text("moreFromEhr")}
          </a>
        </p>
      )}
      <p className={styles["actions"]}>
        {mayPass.has(kind) && <Button onClick={() => location.reload()}>{text("tryAgain")}</Button>}
        <a href={startAddress}>{text("startPage")}</a>
      </p>
    </main>
  );
}

/** Problems that loading the same address again may solve. */
const mayPass: ReadonlySet<Problem["kind"]> = new Set(["configuration", "unreachable", "not-smart", "app-outdated"]);
