import type { ReactElement } from "react";
import { guidanceBundle } from "../guidelines/guidance-bundle";
import type { Evaluation } from "../guidelines/model";
import { Button } from "../ui/button";
import { download } from "../ui/download";
import { text } from "./text";

type GuidanceDownloadProps = {
  readonly evaluation: Evaluation;
  /** `Patient/id`, as the EHR knows it. */
  readonly subject: string;
  /** Address under which this site publishes its rules. */
  readonly base: string;
};

/** The patient's prompts as FHIR GuidanceResponses and DetectedIssues, saved on this computer; nothing is sent. */
export function GuidanceDownload({ evaluation, subject, base }: GuidanceDownloadProps): ReactElement {
  const save = (): void => {
    const bundle = guidanceBundle({ evaluation, subject, base, occurrenceDateTime: new Date().toISOString(), newId: () => crypto.randomUUID() });
    download("boneline-guidance.json", "application/fhir+json", JSON.stringify(bundle, null, 2)); // no patient data in a file's name
  };
  return <Button onClick={save}>{text("downloadGuidance")}</Button>;
}
