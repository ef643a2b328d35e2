import { type ReactElement, useEffect, useState } from "react";
import type { WriteOutcome } from "../../fhir/write";
import type { Ehr } from "../../smart/registry";
import type { Revocation } from "../../smart/revocation";
import { Button } from "../../ui/button";
import styles from "./front-door.module.css";
import { text } from "./text";

type StartPageProps = {
  readonly ehrs: readonly Ehr[];
  readonly notice: "signed-out" | undefined;
  /** How the EHR took the sign-out, once it has said so. */
  readonly revocation?: Promise<Revocation> | undefined;
  /** What was confirmed before the sign-out, and what became of it once that is known. */
  readonly writes?: readonly Promise<WriteOutcome>[] | undefined;
  readonly app: string;
  readonly onSignIn: (ehr: Ehr) => void;
  /** Opens the team's worklist: of an EHR, or (undefined) of files alone. */
  readonly onTeam?: (ehr: Ehr | undefined) => void;
};

/** Where somebody without a session stands: how to launch, a sign-in to each registered EHR, and the sandbox if there is one. */
export function StartPage({ ehrs, notice, revocation, writes = [], app, onSignIn, onTeam }: StartPageProps): ReactElement {
  const [going, setGoing] = useState<Ehr>();
  const taken = useOutcome(revocation);
  const sandboxes = ehrs.filter(({ vendor }) => vendor === "sandbox");
  return (
    <main className={styles["page"]}>
      <h1>{text("product")}</h1>
      <p>{text("purpose")}</p>
      <div aria-live="polite">
        {notice === "signed-out" && <p className={styles["notice"]}>{text("signedOut")}</p>}
        {taken === "not-confirmed" && <p className={styles["notice"]}>{text("notRevoked")}</p>}
        {writes.map((sent, index) => (
          <p key={index} className={styles["notice"]}>
            <LastWrite sent={sent} />
          </p>
        ))}
      </div>

      <section className={styles["part"]}>
        <h2>{text("fromEhr")}</h2>
        <p>{text("fromEhrHow")}</p>
      </section>

      <section className={styles["part"]}>
        <h2>{text("fromHere")}</h2>
        {ehrs.length === 0 ? <p>{text("noEhrs")}</p> : <p>{text("fromHereHow")}</p>}
        <ul className={styles["ehrs"]}>
          {ehrs.map((ehr) => (
            <li key={ehr.id}>
              <Button
                disabled={going !== undefined}
                onClick={() => {
                  setGoing(ehr);
                  onSignIn(ehr);
                }}
              >
                {going === ehr ? text("signingIn", { ehr: ehr.name }) : text("signIn", { ehr: ehr.name })}
              </Button>
            </li>
          ))}
        </ul>
      </section>

      {onTeam !== undefined && (
        <section className={styles["part"]}>
          <h2>{text("team")}</h2>
          <p>{text("teamHow")}</p>
          <ul className={styles["ehrs"]}>
            {ehrs.map((ehr) => (
              <li key={ehr.id}>
                <Button
                  disabled={going !== undefined}
                  onClick={() => {
                    setGoing(ehr);
                    onTeam(ehr);
                  }}
                >
                  {text("openTeam", { ehr: ehr.name })}
                </Button>
              </li>
            ))}
            <li>
              <Button onClick={() => onTeam(undefined)}>{text("openTeamFiles")}</Button>
            </li>
          </ul>
        </section>
      )}

      {sandboxes.length > 0 && (
        <section className={styles["part"]}>
          <h2>{text("demo")}</h2>
          <p>{text("demoHow")}</p>
          {sandboxes.map((ehr) => (
            <p key={ehr.id}>
              <a href={new URL("..", `${ehr.issuer}/`).href}>{text("openDemo", { ehr: ehr.name })}</a>
            </p>
          ))}
        </section>
      )}

      <details>
        <summary>{text("installing")}</summary>
        <p>{text("installingHow")}</p>
        <dl className={styles["addresses"]}>
          <dt>{text("launchAddress")}</dt>
          <dd>
            <code>{app}</code>
          </dd>
          <dt>{text("redirectAddress")}</dt>
          <dd>
            <code>{app}</code>
          </dd>
        </dl>
      </details>
    </main>
  );
}

/** Nothing of what was written, for nobody is signed in any more: whether it is in the EHR. */
function LastWrite({ sent }: { readonly sent: Promise<WriteOutcome> }): string {
  const outcome = useOutcome(sent);
  if (outcome === undefined) return text("writeOnItsWay");
  return outcome.kind === "written" ? text(outcome.how === "found" ? "writeFound" : "writeStored") : text("writeNotStored", { because: outcome.because });
}

function useOutcome<T>(asked: Promise<T> | undefined): T | undefined {
  const [outcome, setOutcome] = useState<T>();
  useEffect(() => {
    let isShown = true;
    void asked?.then((known) => isShown && setOutcome(known));
    return () => {
      isShown = false;
    };
  }, [asked]);
  return outcome;
}
