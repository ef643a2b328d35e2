import { emptyDraft, type KeptDraft, type OutsideDraft } from "../review/outside-result-draft";
import type { Session } from "../smart/live-session";

/** What is half typed in belongs to one session of one patient, and goes with it. */
const drafts = new WeakMap<Session, OutsideDraft>();

/** The form of this session as it was left, however often its dialog is closed. */
export function keptDraftOf(session: Session): KeptDraft {
  return { read: () => drafts.get(session) ?? emptyDraft, write: (draft) => void drafts.set(session, draft) };
}
