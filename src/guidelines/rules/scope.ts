import { edition } from "../edition";
import type { Judgement, Rule } from "../model";
import { isMan, label, seeAromataseInhibitor, whenOnAi, years } from "../population";
import { cannotJudge, fired, notEvaluable, notFired, reasonOf, see, together } from "../seen";

const metastaticDisease: Rule = {
  ...edition,
  id: "SCOPE-02",
  title: "Metastatic disease and the scope of these rules",
  priority: "gate",
  topic: "scope",
  logic:
    "Metastatic breast cancer is on record (ICD-10-CM C78, C79, C77.2, C77.4, C77.5, or stage IV). Every other rule is then off. Stage not recorded: the rules proceed and say so.",
  citations: ["asco-2019"],
  judge({ disease }): Judgement {
    const { metastatic, stage } = disease;
    const seen = together(see("Metastatic disease", metastatic, label), see("Stage", stage, label, "Stage IV would switch these rules off."));
    if (metastatic.state === "present")
      return fired(
        "Metastatic disease on record. Bone-loss prompts are off; follow the metastatic bone pathway. Values still charted.",
        `On record: ${metastatic.value.label}.`,
        seen,
      );
    if (metastatic.state === "not-recorded") return notFired("No metastatic disease on record; diagnoses were read completely.", seen);
    return cannotJudge("Whether the disease is metastatic", metastatic, see("Stage", stage, label));
  },
};

const menopauseUnconfirmed: Rule = {
  ...edition,
  id: "SCOPE-03",
  title: "Menopausal status below 50 on an aromatase inhibitor",
  priority: "M",
  topic: "scope",
  logic: "Woman, age < 50 completed years, no ovarian suppression or oophorectomy on record, menopausal status not recorded (or recorded as unknown).",
  citations: ["aromasin-label", "reid-2008"],
  settings: ["premenopausalBelowAge"],
  judge: whenOnAi((record, { settings }) => {
    const { age } = record.patient;
    const { status, ovarianSuppression } = record.menopause;
    const limit = settings.values.premenopausalBelowAge;
    if (isMan(record)) return notFired("The rule is about women.", see("Sex", record.patient.sex, String));
    if (age.state !== "present") return cannotJudge("Age", age);
    const seen = together(
      see("Age", age, years),
      see("Menopausal status", status, String, "A recorded status settles this question."),
      see("Ovarian suppression", ovarianSuppression, label, "Ovarian suppression settles this question."),
    );
    if (age.value >= limit) return notFired(`Age ${age.value}: ${limit} or over.`, seen);
    if (status.state === "present") return notFired(`Menopausal status is recorded: ${status.value}.`, seen);
    if (ovarianSuppression.state === "present") return notFired(`Ovarian suppression is on record: ${ovarianSuppression.value.label}.`, seen);
    if (status.state === "unavailable") return notEvaluable(`Menopausal status: ${reasonOf(status)}.`, seen);
    if (ovarianSuppression.state === "unavailable") return notEvaluable(`Ovarian suppression: ${reasonOf(ovarianSuppression)}.`, seen);
    return fired(
      "Confirm menopausal status or ovarian suppression; AIs are labelled for postmenopausal endocrine status.",
      `Age ${age.value}; menopausal status ${reasonOf(status)}; no ovarian suppression on record.`,
      together(seen, seeAromataseInhibitor(record)),
    );
  }),
};

export const scopeRules: readonly Rule[] = [metastaticDisease, menopauseUnconfirmed];
