import { type ReactElement, useEffect, useState, useSyncExternalStore } from "react";
import type { PatientFacts } from "../record/record";
import type { SearchReport } from "../record/searches";
import type { Session, SessionStatus } from "../smart/live-session";
import { Button } from "../ui/button";
import { formatDate, formatDay, formatTime } from "../ui/format";
import { linkTo } from "./route";
import styles from "./session-bar.module.css";
import { text } from "./text";
import { calendarDay } from "./today";

type SessionBarProps = {
  readonly session: Session;
  readonly patient: PatientFacts;
  readonly searches: readonly SearchReport[];
  readonly onReload: () => void;
};

/** Whose session this is, at which EHR, how long it lasts and how old the data are; and who the patient is, where the EHR does not show it. */
export function SessionBar({ session, patient, searches, onReload }: SessionBarProps): ReactElement {
  const status = useSessionStatus(session);
  const asOf = oldestAnswer(searches);
  const isReading = searches.some(({ state }) => state === "pending");
  return (
    <header className={styles["bar"]} aria-label={text("connected")}>
      <strong className={styles["product"]}>{text("product")}</strong>
      {session.needsPatientBanner && <PatientBanner patient={patient} />}
      <ul className={styles["facts"]}>
        <li>{session.ehr.name}</li>
        {session.user !== undefined && <li>{signedInAs(session.user)}</li>}
        {status.state === "open" && <TimeLeft status={status} />}
        <li>
          {isReading ? text("reading") : text("asOf", { time: formatTime(asOf) })}
          {asOf !== "" && <span className={styles["onPaper"]}>, {formatDay(calendarDay(new Date(asOf)))}</span>}
        </li>
      </ul>
      <div className={styles["actions"]}>
        <a href={linkTo("/catalogue")}>{text("catalogue")}</a>
        <Button onClick={onReload} disabled={isReading || status.state === "ended"}>
          {text("reload")}
        </Button>
        <Button onClick={() => session.signOut()}>{text("signOut")}</Button>
      </div>
    </header>
  );
}

/** The session's status, now and whenever it changes. */
export function useSessionStatus(session: Session): SessionStatus {
  return useSyncExternalStore(session.subscribe, session.status);
}

/** Who is signed in, in words. `Practitioner/123` says to a person only that somebody is. */
export function signedInAs(user: string): string {
  return /^[A-Z][A-Za-z]+\/\S+$/.test(user) ? text("userUnnamed") : text("user", { user });
}

function PatientBanner({ patient: { name, birthDate, sex, identifier } }: { readonly patient: PatientFacts }): ReactElement {
  return (
    <section className={styles["patient"]} aria-label={text("patientBanner")}>
      <strong>{name.state === "present" ? name.value : text("noName")}</strong>
      {birthDate.state === "present" && <span>{text("born", { date: formatDate(birthDate.value) })}</span>}
      {sex.state === "present" && <span>{text(`sex-${sex.value}`)}</span>}
      {identifier.state === "present" && <span>{identifier.value}</span>}
    </section>
  );
}

function TimeLeft({ status }: { readonly status: Extract<SessionStatus, { state: "open" }> }): ReactElement | null {
  const now = useNow(15_000);
  if (status.renews) return <li>{text("renews")}</li>;
  if (status.endsAt === undefined) return null;
  const minutes = Math.max(0, Math.floor((status.endsAt - now) / 60_000));
  return <li className={minutes < 3 ? styles["soon"] : undefined}>{text("endsIn", { minutes })}</li>;
}

function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** A picture is as old as its oldest part. */
function oldestAnswer(searches: readonly SearchReport[]): string {
  const times = searches.flatMap(({ answeredAt }) => (answeredAt === undefined ? [] : [answeredAt]));
  return times.toSorted()[0] ?? "";
}
