import { type ReactElement, useCallback, useMemo, useState } from "react";
import { evaluate } from "../guidelines/evaluate";
import type { GuidelineSettings } from "../guidelines/settings";
import { buildRecord, type RecordInput } from "../record/build";
import { ReviewScreen } from "../review/review-screen";

/** The chart review of one patient of an export on this computer: what the files hold, with nothing to ask again. */
export function FileChart({ input, guidelines }: { readonly input: RecordInput; readonly guidelines: GuidelineSettings }): ReactElement {
  const [confirmedReadings, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const confirm = useCallback((id: string) => setConfirmed((confirmed) => new Set([...confirmed, id])), []);
  const record = useMemo(() => buildRecord({ ...input, confirmedReadings }), [input, confirmedReadings]);
  const evaluation = useMemo(() => evaluate(record, guidelines), [record, guidelines]);
  return <ReviewScreen record={record} evaluation={evaluation} settings={guidelines} onRetry={nothingToAsk} onConfirmReading={confirm} />;
}

function nothingToAsk(): void {
  // an export says once what it holds
}
