import { lazy, type ReactElement, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { Prompt } from "../guidelines/model";
import type { BoneHealthRecord } from "../record/record";
import type { RecordSettings } from "../record/site";
import type { Desk } from "../review/follow-up";
import type { PromptStatusView } from "../review/prompts";
import type { Session } from "../smart/live-session";
import { text } from "./follow-up-text";

const PromptActions = lazy(() => import("../review/actions").then((module) => ({ default: module.PromptActions })));
const PatientTools = lazy(() => import("./patient-tools").then((module) => ({ default: module.PatientTools })));

type FollowUp = {
  /** Undefined until the record's own searches are answered. */
  readonly desk: Desk | undefined;
  readonly status: (prompt: Prompt) => PromptStatusView | undefined;
  readonly actions: (prompt: Prompt) => ReactNode;
  readonly lines: ReadonlyMap<string, string>;
};

type FollowUpModule = typeof import("../review/follow-up");
type Loaded = { readonly session: Session; readonly module: FollowUpModule; readonly desk: Desk };
const nothing = (): (() => void) => () => undefined;

/**
 * What was done about the prompts of this session's patient. Its code and its searches come after the record's own have all been
 * answered, so that nothing of the first screen waits for them.
 */
export function useFollowUp(session: Session, record: BoneHealthRecord, settings: RecordSettings): FollowUp {
  const [last, setLoaded] = useState<Loaded>();
  const loaded = last?.session === session ? last : undefined; // never another patient's
  const isRead = !record.searches.some(({ state }) => state === "pending");
  const started = useRef<{ readonly session: Session; readonly opening: Promise<Loaded> }>(undefined);
  useEffect(() => {
    if (!isRead || loaded !== undefined) return undefined;
    let isWanted = true;
    const known = started.current?.session === session ? started.current.opening : undefined;
    const opening = known ?? openDesk(session, settings);
    started.current = { session, opening }; // one desk for the session, however often searches are repeated
    opening.then(
      (both) => {
        if (isWanted) setLoaded(both);
      },
      () => {
        started.current = undefined;
      }, // the code could not be had: prompts stand without their status, and their actions say that they are not there
    );
    return () => {
      isWanted = false;
    };
  }, [isRead, loaded, session, settings]);

  const desk = loaded?.desk;
  const state = useSyncExternalStore(desk?.subscribe ?? nothing, () => desk?.state());
  const { today } = record;
  const status = useCallback(
    (prompt: Prompt) => (loaded === undefined || state === undefined ? undefined : loaded.module.promptStatusView(state, prompt, today)),
    [loaded, state, today],
  );
  const actions = useCallback(
    (prompt: Prompt) =>
      desk === undefined ? (
        <output>{text("later")}</output>
      ) : (
        <Suspense fallback={<output>{text("loading")}</output>}>
          <PromptActions desk={desk} prompt={prompt} record={record} />
        </Suspense>
      ),
    [desk, record],
  );
  const lines = useMemo(() => {
    const known = loaded === undefined || state === undefined ? [] : [...state.statuses];
    return new Map(known.map(([id, one]) => [id, loaded?.module.statusInWords(one, today) ?? ""]));
  }, [loaded, state, today]);
  return { desk, status, actions, lines };
}

async function openDesk(session: Session, settings: RecordSettings): Promise<Loaded> {
  await chartsDrawn();
  const [module, { deskOf }] = await Promise.all([import("../review/follow-up"), import("./patient-desk")]);
  const desk = deskOf(session, settings);
  void desk.check("again"); // opened again from the list, it may be hours old
  return { session, module, desk };
}

/** The charts are drawn just now, from the same record: what comes after them must not run between. Safari knows no idle moments. */
function chartsDrawn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => resolve(), { timeout: 1000 });
    else setTimeout(resolve);
  });
}

type ToolsProps = Parameters<typeof PatientTools>[0];

/** The note and the hand-out, once there is a record to make them of. */
export function LaterTools(props: Omit<ToolsProps, "desk"> & { readonly desk: Desk | undefined }): ReactElement | null {
  const { desk, ...rest } = props;
  if (desk === undefined) return null;
  return (
    <Suspense fallback={null}>
      <PatientTools {...rest} desk={desk} />
    </Suspense>
  );
}
