import { named, verified } from "./code-table";
import { type Concept, systems } from "./concept";
import { icd } from "./conditions";

const publicFile = "a public file that shows the code, its repository not named";
const sandbox = "cds-hooks/sandbox pama-reason-codes.json";
const ohdsi300 = "OHDSI/PhenotypeLibrary cohort 300";

/** Observations that ask for the menopausal status. LOINC 42802-9 is not among them: it was never seen beside its meaning. */
export const menopausalStatus: Concept = {
  id: "menopausal-status",
  label: "menopausal status",
  codes: verified(systems.snomed, ohdsi300, { "161712005": "Menopause" }),
  text: /menopaus(?:al|e) (?:status|state)|estado menopausico|statut menopausique|menopausenstatus/,
};

/** Its value is a day. */
export const lastMenstrualPeriod: Concept = {
  id: "last-menstrual-period",
  label: "last menstrual period",
  codes: verified(systems.loinc, "clinical/terminology, S103", { "8665-2": "Last menstrual period start date" }),
};

/** N95.1 and hot flushes are left out: they include the years before the last period. */
export const postmenopausal: Concept = {
  id: "postmenopausal",
  label: "postmenopausal",
  families: icd(/^E2831/),
  codes: [
    ...verified(systems.icd10cm, publicFile, { "Z78.0": "Asymptomatic menopausal state", "E28.39": "Other primary ovarian failure" }),
    ...verified(systems.snomed, sandbox, {
      "76498008": "Postmenopausal state (finding)",
      "371036001": "Postsurgical menopause (disorder)",
      "237788002": "Premature ovarian failure (disorder)",
    }),
    ...verified(systems.snomed, "VSAC 2.16.840.1.113883.3.464.1003.1013 (cqframework/ecqm-content-qicore-2024)", {
      "373717006": "Premature menopause (finding)",
    }),
    ...verified(systems.snomed, ohdsi300, { "307429007": "After menopause" }),
  ],
  text: /\bpost-?\s?menopaus|\bafter menopause|\bpremature (?:menopause|ovarian failure)|\bprimary ovarian (?:failure|insufficiency)|\bnatural menopause|\bsurgical menopause|\bmenopausal state\b|^menopause(?: present)?(?: \(finding\))?$/,
  notText: /\bnot post|\bno |osteoporo|bleed|hormone|\bhrt\b|vagin|atroph/,
};

export const premenopausal: Concept = {
  id: "premenopausal",
  label: "premenopausal",
  codes: verified(systems.snomed, "HL7/fhir-ichom-breast-cancer-ig", { "309606002": "Before menopause" }),
  text: /\bpr[ae]-?\s?menopaus|\bbefore menopause/,
  notText: /\bnot pr[ae]-?menopaus|bleed/,
};

/** The years around the last period: ovaries still work at times, so an aromatase inhibitor alone is not labelled for her. */
export const perimenopausal: Concept = {
  id: "perimenopausal",
  label: "perimenopausal",
  codes: [],
  text: /\bperi-?\s?menopaus|\bmenopausal transition/,
};

/** Both ovaries removed, as a procedure or as a finding. */
export const bilateralOophorectomy: Concept = {
  id: "bilateral-oophorectomy",
  label: "bilateral oophorectomy",
  codes: [
    ...verified(systems.icd10cm, publicFile, { "Z90.722": "Acquired absence of ovaries, bilateral" }),
    ...verified(systems.snomed, "VSAC 2.16.840.1.113883.3.117.1.7.1.257 (cqframework/ecqm-content-qicore-2024)", {
      "76876009": "Excision of bilateral ovaries (procedure)",
    }),
    ...verified(systems.snomed, sandbox, { "391083006": "History of bilateral oophorectomy (situation)" }),
  ],
  text: named(
    String.raw`bilateral (?:salpingo-? ?)?(?:oophorectom|ovariectom)|(?:oophorectom\w*|ovariectom\w*),? bilateral|\bbso\b|(?:removal|absence|excision) of (?:both|bilateral) ovaries|absence of ovaries, bilateral|ooforectomia bilateral|annessiectomia bilaterale|ovariectomie bilaterale|ovarektomie beidseit|beidseitige ovarektomie`,
  ),
  notText: /unilateral|famil|discuss|planned|consider|declin|\bno |counsel/,
};
