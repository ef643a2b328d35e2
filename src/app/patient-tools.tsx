import { lazy, type ReactElement, Suspense, useMemo, useState } from "react";
import type { Evaluation } from "../guidelines/model";
import type { GuidelineSettings } from "../guidelines/settings";
import { GuidanceDownload } from "../handout/guidance-download";
import { NoteTool } from "../handout/note-tool";
import { patientLanguage } from "../handout/patient-language";
import { text as handOutText } from "../handout/text";
import type { BoneHealthRecord } from "../record/record";
import { HandOutGiven } from "../review/actions-given";
import type { Desk } from "../review/follow-up";
import { headline, headlineText } from "../review/headline";
import { StoreNote } from "../review/store-note";
import { appAddress } from "../smart/arrival";
import { Button } from "../ui/button";
import { text } from "./follow-up-text";

const PatientHandOut = lazy(() => import("../handout/patient-hand-out").then((module) => ({ default: module.PatientHandOut })));

type PatientToolsProps = {
  readonly record: BoneHealthRecord;
  readonly evaluation: Evaluation;
  readonly settings: GuidelineSettings;
  readonly user: string | undefined;
  readonly desk: Desk;
  /** What was done about prompts, in words, by rule id. */
  readonly lines: ReadonlyMap<string, string>;
  /** What was fetched of her; it may say which languages she speaks. */
  readonly read: readonly { readonly resources: readonly unknown[] }[];
};

/** What leaves the screen: the note for the EHR and the hand-out for the patient. */
export function PatientTools({ record, evaluation, settings, user, desk, lines, read }: PatientToolsProps): ReactElement {
  const [shown, setShown] = useState<"nothing" | "hand-out">("nothing");
  const sentence = useMemo(() => headlineText(headline(record, evaluation, settings)), [record, evaluation, settings]);
  return (
    <>
      <NoteTool
        record={record}
        evaluation={evaluation}
        settings={settings}
        headline={sentence}
        followUp={lines}
        renderStore={({ plain }) => <StoreNote key={plain} desk={desk} plain={plain.trim()} today={record.today} />}
      />
      <Button onClick={() => setShown("hand-out")}>{handOutText("handOut")}</Button>
      <GuidanceDownload evaluation={evaluation} subject={record.patient.reference} base={appAddress(location.href)} />
      {shown === "hand-out" && (
        <Suspense fallback={<output>{text("loading")}</output>}>
          <PatientHandOut
            record={record}
            evaluation={evaluation}
            settings={settings}
            user={user}
            spoken={patientLanguage(
              read.flatMap(({ resources }) => resources),
              record.patient.reference.replace("Patient/", ""),
            )}
            onClose={() => setShown("nothing")}
            renderAfterRelease={({ language, who, lines: released }) => (
              <HandOutGiven desk={desk} today={record.today} given={{ language, who, lineIds: released.map((line) => line.id) }} />
            )}
          />
        </Suspense>
      )}
    </>
  );
}
