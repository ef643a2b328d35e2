import { type ReactElement, useEffect, useMemo, useRef, useState } from "react";
import type { GuidelineSettings } from "../guidelines/settings";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { type Draft, keyOf, LanguageChoice, Review } from "./hand-out-review";
import { type HandOut, handOut } from "./hand-out-text";
import { isReadPatient, type ManyPatient, missingOf, nameOf, type ReadPatient } from "./many-patients";
import { ManyProgress } from "./many-progress";
import styles from "./many.module.css";
import { text } from "./many-text";
import { PrintedSheets } from "./printed-sheets";
import { type Release, stillHolds } from "./release";
import { Releaser, useReleaser } from "./releaser";
import type { Language } from "./sheet-text";
import { text as handOutText } from "./text";

type ManyHandOutsProps = {
  readonly patients: readonly ManyPatient[];
  readonly settings: GuidelineSettings;
  /** Who is signed in, as the EHR says; undefined: the clinician writes a name, once for all. */
  readonly user: string | undefined;
  readonly onRetry: () => void;
  readonly onClose: () => void;
};

/** What the clinician has decided about one patient's sheet so far. */
type Choice = {
  readonly language?: Language;
  /** Lines that were taken off, by `keyOf`. */
  readonly off: ReadonlySet<string>;
  /** A sheet is wanted although not everything could be read. */
  readonly anyway: "no" | "yes";
  readonly release?: Release;
};
const undecided: Choice = { off: new Set(), anyway: "no" };

/** What can be done about one patient now. */
type Standing =
  | { readonly state: "waiting" }
  | { readonly state: "not-read" | "blocked"; readonly because: string }
  | { readonly state: "incomplete"; readonly missing: string }
  | { readonly state: "open"; readonly draft: Draft }
  | { readonly state: "released"; readonly draft: Draft; readonly release: Release };

/**
 * Review and release of several patients' hand-outs, one patient after the other: each sheet is released by a word of its own,
 * with its lines in sight. What is printed are the released sheets, and nobody who gets none is passed over in silence.
 */
export function ManyHandOuts({ patients, settings, user, onRetry, onClose }: ManyHandOutsProps): ReactElement {
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const [at, setAt] = useState(0);
  const releaser = useReleaser(user);
  const choiceOf = (patientId: string): Choice => choices.get(patientId) ?? undecided;
  const decide = (patientId: string, change: Partial<Choice> | ((before: Choice) => Choice)): void =>
    setChoices((before) => {
      const one = before.get(patientId) ?? undecided;
      return new Map([...before, [patientId, typeof change === "function" ? change(one) : { ...one, ...change }]]);
    });
  const standings = patients.map((patient) => ({ patient, standing: standingOf(patient, choiceOf(patient.patientId), settings) }));
  const released = standings.flatMap(({ patient, standing }) =>
    standing.state === "released" && isReadPatient(patient) ? [{ release: standing.release, patient: patient.chart.record.patient }] : [],
  );
  const others = standings.filter(({ standing }) => standing.state !== "released").map(({ patient }) => nameOf(patient));
  const print = useRef<HTMLButtonElement>(null);
  const [move, setMove] = useState<"none" | "step" | "print">("none");
  useEffect(() => {
    if (move === "print") print.current?.focus();
  }, [move]);
  const go = (index: number): void => {
    setAt(index);
    setMove("step");
  };
  const shown = standings[at];

  const release = (patient: ReadPatient, draft: Draft): void => {
    const { off } = choiceOf(patient.patientId);
    const lines = draft.lines.filter((line) => !off.has(keyOf(line)));
    if (lines.length === 0 || releaser.who === "") return;
    decide(patient.patientId, { release: { language: draft.language, lines, offered: draft.lines, who: releaser.who, day: patient.chart.record.today } });
    const order = [...standings.keys()].map((step) => (at + 1 + step) % standings.length);
    const next = order.find((index) => index !== at && standings[index]?.standing.state === "open");
    if (next !== undefined) go(next);
    else setMove("print");
  };

  return (
    <Dialog title={text("handOutsTitle")} onClose={onClose}>
      <p>{text("handOutsIntro")}</p>
      <ManyProgress patients={patients} onRetry={onRetry} />
      <Releaser releaser={releaser} />
      <div className={styles["columns"]}>
        <nav aria-label={text("patients")}>
          <ol className={styles["steps"]}>
            {standings.map(({ patient, standing }, index) => (
              <li key={patient.patientId}>
                <button type="button" aria-current={index === at ? "step" : undefined} data-state={standing.state} onClick={() => go(index)}>
                  <strong>{nameOf(patient)}</strong> <span>{stateText(standing)}</span>
                </button>
              </li>
            ))}
          </ol>
        </nav>
        {shown !== undefined && (
          <Step
            key={shown.patient.patientId}
            title={text("step", { index: at + 1, count: patients.length, name: nameOf(shown.patient) })}
            patient={shown.patient}
            standing={shown.standing}
            choice={choiceOf(shown.patient.patientId)}
            mayRelease={releaser.who === "" ? "unnamed" : "yes"}
            focus={move}
            onDecide={(change) => decide(shown.patient.patientId, change)}
            onRelease={release}
          />
        )}
      </div>
      <div className={styles["foot"]}>
        <Button disabled={at === 0} onClick={() => go(at - 1)}>
          {text("previous")}
        </Button>
        <Button disabled={at >= patients.length - 1} onClick={() => go(at + 1)}>
          {text("next")}
        </Button>
        <output>{text("summary", { released: released.length, count: patients.length })}</output>
        <Button ref={print} disabled={released.length === 0} onClick={() => window.print()}>
          {text("printAll", { count: released.length })}
        </Button>
        {released.length > 0 && others.length > 0 && <p>{text("without", { names: others.join("; ") })}</p>}
      </div>
      <PrintedSheets sheets={released} otherwise={text("nothingReleased")} />
    </Dialog>
  );
}

type StepProps = {
  readonly title: string;
  readonly patient: ManyPatient;
  readonly standing: Standing;
  readonly choice: Choice;
  readonly mayRelease: "yes" | "unnamed";
  /** Whether the user came here by a step, so that the focus belongs at its top. */
  readonly focus: "none" | "step" | "print";
  readonly onDecide: (change: Partial<Choice> | ((before: Choice) => Choice)) => void;
  readonly onRelease: (patient: ReadPatient, draft: Draft) => void;
};

function Step({ title, patient, standing, choice, mayRelease, focus, onDecide, onRelease }: StepProps): ReactElement {
  const top = useRef<HTMLHeadingElement>(null);
  const isEntered = focus === "step";
  useEffect(() => {
    if (isEntered) top.current?.focus();
  }, [isEntered]);
  return (
    <section className={styles["step"]} aria-label={title}>
      <h3 ref={top} tabIndex={-1}>
        {title}
      </h3>
      {(standing.state === "not-read" || standing.state === "blocked") && <p>{standing.because}</p>}
      {standing.state === "waiting" && <p>{text("state-waiting")}</p>}
      {standing.state === "incomplete" && (
        <>
          <p>{text("incomplete", { missing: standing.missing })}</p>
          <Button onClick={() => onDecide({ anyway: "yes" })}>{text("makeAnyway")}</Button>
        </>
      )}
      {isReadPatient(patient) && (standing.state === "open" || standing.state === "released") && (
        <Sheet patient={patient} standing={standing} choice={choice} mayRelease={mayRelease} onDecide={onDecide} onRelease={onRelease} />
      )}
    </section>
  );
}

type SheetProps = Pick<StepProps, "choice" | "mayRelease" | "onDecide" | "onRelease"> & {
  readonly patient: ReadPatient;
  readonly standing: Extract<Standing, { readonly draft: Draft }>;
};

function Sheet({ patient, standing, choice, mayRelease, onDecide, onRelease }: SheetProps): ReactElement {
  const { draft } = standing;
  const missing = missingOf(patient);
  const on = useMemo(() => new Set(draft.lines.map(keyOf).filter((key) => !choice.off.has(key))), [draft, choice]);
  // A released sheet is the words that were released: any change takes the release back.
  const { release: _released, ...kept } = choice;
  const flip = (key: string): void =>
    onDecide(() => ({ ...kept, off: choice.off.has(key) ? new Set([...choice.off].filter((one) => one !== key)) : new Set([...choice.off, key]) }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (standing.state === "open") onRelease(patient, draft);
      }}
    >
      {missing !== undefined && <p className={styles["caution"]}>{text("incomplete", { missing })}</p>}
      <LanguageChoice
        language={draft.language}
        spoken={patient.chart.language}
        onChange={(language) => onDecide(() => ({ ...kept, off: new Set(), language }))}
      />
      <Review draft={draft} ticked={on} onTick={flip} />
      <div className={styles["release"]}>
        {standing.state === "released" ? (
          <>
            <output>{stateText(standing)}</output>
            <Button onClick={() => onDecide(() => kept)}>{text("withdraw")}</Button>
          </>
        ) : on.size === 0 ? (
          <output>{text("noLines")}</output>
        ) : (
          <Button type="submit" disabled={mayRelease === "unnamed"}>
            {text("releaseOne", { count: on.size })}
          </Button>
        )}
      </div>
    </form>
  );
}

function standingOf(patient: ManyPatient, { language, anyway, release }: Choice, settings: GuidelineSettings): Standing {
  if (patient.chart.state === "waiting") return { state: "waiting" };
  if (patient.chart.state === "not-read") return { state: "not-read", because: patient.chart.because };
  const missing = isReadPatient(patient) ? missingOf(patient) : undefined;
  if (missing !== undefined && anyway === "no") return { state: "incomplete", missing };
  const draft = draftOf(patient.chart, language ?? patient.chart.language.language, settings);
  if (draft.state === "blocked") return { state: "blocked", because: draft.because };
  // A record that was read again may say something else than what was released.
  return release !== undefined && stillHolds(release, draft) ? { state: "released", draft, release } : { state: "open", draft };
}

/** Drafts of records that do not change, made once for each language: fifty at every tick would be felt. */
const drafts = new WeakMap<object, Map<Language, HandOut>>();

function draftOf(chart: ReadPatient["chart"], language: Language, settings: GuidelineSettings): HandOut {
  const known = drafts.get(chart) ?? new Map<Language, HandOut>();
  drafts.set(chart, known);
  const draft = known.get(language) ?? handOut(chart.record, chart.evaluation, language, settings);
  known.set(language, draft);
  return draft;
}

function stateText(standing: Standing): string {
  if (standing.state !== "released") return text(`state-${standing.state}`);
  return text("state-released", { language: handOutText(standing.release.language === "es" ? "spanish" : "english") });
}
