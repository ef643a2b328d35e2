import { verified } from "./code-table";
import { type Concept, systems } from "./concept";

const vsacAlbumin = "VSAC 2.16.840.1.113762.1.4.1248.221 (eCQM 2025)";
const vsacCreatinine = "VSAC 2.16.840.1.113883.3.666.5.2363 (eCQM 2025)";
const vsacEgfr = "VSAC 2.16.840.1.113883.3.6929.3.1000 (eCQM 2024)";
/** Names of what is not blood, and of what is calculated. On folded text. */
export const notSerum = /urin|\bcsf\b|\bfluid\b|liquor|stool|fec|faec|dialys|24\s*h|\bratio\b|quotient|clearance|intake|score|index/;

/**
 * The full LOINC name of a test in blood. Beside a LOINC code that is not in these lists only such a name is believed: the code
 * may be of another test, which a short name ("Albumin") would overrule. Tested on folded text.
 */
export const fullNameInBlood = /\[(?:mass|moles)\/volume\] in (?:serum|plasma|blood)|\[(?:enzymatic activity|volume rate)[^\]]*\] in (?:serum|plasma|blood)/;

export const calcium: Concept = {
  id: "calcium",
  label: "calcium",
  codes: [
    ...verified(systems.loinc, "US Core", { "17861-6": "Calcium [Mass/volume] in Serum or Plasma" }),
    ...verified(systems.loinc, "public laboratory map", { "2000-8": "Calcium [Moles/volume] in Serum or Plasma" }),
    ...verified(systems.loinc, "synthetichealth/synthea-sample-data", { "49765-1": "Calcium [Mass/volume] in Blood" }),
  ],
  text: /^(?:serum |plasma |total |s-|p-)?(?:calcium|kalzium|calcio|calcemia)\b/,
  notText: new RegExp(`${notSerum.source}|ioni[sz]|free|corrected|adjusted|korrig|corrig|ox[ay]l|carbonat|citrat|channel|supplement`),
};

/** Calcium as the laboratory corrected it for albumin. */
export const correctedCalcium: Concept = {
  id: "corrected-calcium",
  label: "calcium corrected for albumin",
  codes: [
    ...verified(systems.loinc, "several public laboratory maps", { "29265-6": "Calcium [Moles/volume] corrected for albumin in Serum or Plasma" }),
    ...verified(systems.loinc, "public laboratory map; single source", { "46099-8": "Calcium [Mass/volume] corrected for albumin in Serum or Plasma" }),
  ],
  text: /(?:corrected|adjusted|korrigiertes) (?:calcium|kalzium)|^(?:serum )?(?:calcium|kalzium|calcio)\b.*(?:corrected|adjusted|korrig|corrig)/,
  notText: notSerum,
};

/** Free calcium has its own normal range and needs no correction for albumin: recognised so that it is never read as total. */
export const ionizedCalcium: Concept = {
  id: "ionized-calcium",
  label: "ionised calcium",
  codes: [
    ...verified(systems.loinc, "arbiterski/loincAI", { "1995-0": "Calcium.ionized [Moles/volume] in Serum or Plasma" }),
    ...verified(systems.loinc, "medizininformatik-initiative/loincsnomed-lab-concepts", { "1994-3": "Calcium.ionized [Moles/volume] in Blood" }),
  ],
};

export const albumin: Concept = {
  id: "albumin",
  label: "albumin",
  codes: verified(systems.loinc, vsacAlbumin, { "1751-7": "Albumin [Mass/volume] in Serum or Plasma", "54347-0": "Albumin [Moles/volume] in Serum or Plasma" }),
  text: /^(?:serum |plasma |s-|p-)?albumin[ae]?\b/,
  notText: new RegExp(`${notSerum.source}|micro|globulin|creatinin|kreatinin|%`),
};

export const creatinine: Concept = {
  id: "creatinine",
  label: "creatinine",
  codes: verified(systems.loinc, vsacCreatinine, {
    "2160-0": "Creatinine [Mass/volume] in Serum or Plasma",
    "14682-9": "Creatinine [Moles/volume] in Serum or Plasma",
    "77140-2": "Creatinine [Moles/volume] in Serum, Plasma or Blood",
    "35203-9": "Creatinine [Mass or Moles/volume] in Serum or Plasma",
    "38483-4": "Creatinine [Mass/volume] in Blood",
  }),
  text: /^(?:serum |plasma |s-|p-)?(?:creatinin[ae]?|kreatinin)\b/,
  notText: new RegExp(`${notSerum.source}|kinase|protein|albumin|egfr|filtration`),
};

const gfr = "Glomerular filtration rate/1.73 sq M.predicted";
const byArea = `${gfr} [Volume Rate/Area] in Serum, Plasma or Blood`;

export const egfr: Concept = {
  id: "egfr",
  label: "eGFR",
  codes: [
    ...verified(systems.loinc, vsacEgfr, {
      "98979-8": `${byArea} by Creatinine-based formula (CKD-EPI 2021)`,
      "98980-6": `${byArea} by Creatinine and Cystatin C-based formula (CKD-EPI 2021)`,
      "62238-1": `${byArea} by Creatinine-based formula (CKD-EPI)`,
      "94677-2": `${byArea} by Creatinine and Cystatin C-based formula (CKD-EPI)`,
      "69405-9": "Glomerular filtration rate/1.73 sq M.predicted [Volume Rate/Area] in Serum, Plasma or Blood",
      "77147-7": `${byArea} by Creatinine-based formula (MDRD)`,
    }),
    ...verified(systems.loinc, "mcode/pathways", { "33914-3": "Glomerular filtration rate/1.73 sq M.predicted" }),
  ],
  text: /\begfr\b|estimated glomerular filtration|geschatzte? gfr/,
  notText: /urin|cystatin c \[|african|black/,
};

/** Reported in pairs by a race that the patient's record may not even state: used only where no other estimate of that day exists. */
export const egfrByRace: Concept = {
  id: "egfr-by-race",
  label: "eGFR (race-specific formula)",
  codes: verified(systems.loinc, vsacEgfr, {
    "48642-3": `${gfr} among non-blacks [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula (MDRD)`,
    "48643-1": `${gfr} among blacks [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula (MDRD)`,
    "88293-6": `${gfr} among blacks [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula (CKD-EPI)`,
    "88294-4": `${gfr} among non-blacks [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula (CKD-EPI)`,
  }),
};

export const alkalinePhosphatase: Concept = {
  id: "alkaline-phosphatase",
  label: "alkaline phosphatase",
  codes: verified(systems.loinc, "mcode/pathways", { "6768-6": "Alkaline phosphatase [Enzymatic activity/volume] in Serum or Plasma" }),
  text: /^(?:serum |total |s-|p-)?(?:alkaline phosphatase|alkalische phosphatase|phosphatase alcaline|fosfatasa alcalina|fosfatasi alcalina|alp\b)/,
  notText: new RegExp(`${notSerum.source}|bone|knochen|isoenzym|liver|intestin|placent|%`),
};

export const parathyroidHormone: Concept = {
  id: "parathyroid-hormone",
  label: "parathyroid hormone",
  codes: [
    ...verified(systems.loinc, "kiranma72/loinc-india", { "2731-8": "Parathyrin.intact [Mass/volume] in Serum or Plasma" }),
    ...verified(systems.loinc, "medizininformatik-initiative/loincsnomed-lab-concepts", { "14866-8": "Parathyrin.intact [Moles/volume] in Serum or Plasma" }),
  ],
  text: /^(?:intact )?(?:pth\b|ipth\b|parathyroid hormone|parathyrin|parathormon)/,
  notText: new RegExp(`${notSerum.source}|related|pthrp|pth-rp|antibod`),
};
