import type { RuleBasis } from "../model";
import { onAi, support } from "./words";

const baselinePositions = {
  question: "Who needs a baseline DXA?",
  positions: [
    {
      body: "ASCO, NICE, Hadji, ESMO",
      says: "Everyone who starts an aromatase inhibitor (ASCO: with at least one risk factor, and a medicine that causes bone loss is a reason of its own).",
      citation: "asco-2019",
    },
    { body: "US exemestane label", says: "Women with osteoporosis or at risk of it.", citation: "aromasin-label" },
  ],
};

const intervals = {
  question: "When to repeat?",
  positions: [
    { body: "ASCO 2019", says: "Every 2 years, or at 1 year if medically indicated; not normally more often than yearly.", citation: "asco-2019" },
    { body: "Hadji 2017, ESMO 2020", says: "After 12 to 24 months (interval from memory).", citation: "hadji-2017" },
    { body: "Singapore Cancer Network", says: "T > −1: 1 year, then 1–2 years; T −1 to −1.5: yearly.", citation: "scan" },
    { body: "US Medicare", says: "At least 23 months since the last, sooner if medically necessary (from memory).", citation: "medicare-410-31" },
  ],
};

const asco21 = support(
  "asco-2019",
  "Offer central DXA with one or more risk factors (2.1); a medicine that causes bone loss is a reason to test (2.2).",
  "Moderate; evidence-based, benefit exceeds harm, intermediate quality",
);

export const dxaBasis: Readonly<Record<string, RuleBasis>> = {
  "DXA-01": {
    population: onAi,
    support: [
      asco21,
      support("nice-ng101", "Baseline DXA when starting an adjuvant aromatase inhibitor; not for tamoxifen alone.", 'NICE "offer"', "secondary"),
      support("hadji-2017", "Assess fracture risk in everyone who starts.", "expert consensus on systematic review"),
      support("esmo-2020", "Assess risk factors and bone density in everyone who starts.", "I–II, A–B", "recalled"),
    ],
    disagreement: baselinePositions,
    limits: "Only connected records are searched; an outside scan is not seen. The 2025 update of the joint statement was not read.",
    options: ["Order spine and hip DXA.", "Record an outside result.", "Not now, with reason."],
    patientText: "A bone density scan is advised because your medicine can thin bones. If you had one elsewhere, bring the report.",
  },
  "DXA-02": {
    population: onAi,
    support: [asco21, support("hadji-2017", "Assess fracture risk in everyone who starts.", "expert consensus")],
    disagreement: baselinePositions,
    limits: "The window of 12 months before the start is an operational choice of this product; no guideline states it.",
    options: ["Order spine and hip DXA as the on-treatment baseline.", "Record a newer outside result."],
    patientText: "A new scan gives a starting point for your treatment.",
  },
  "DXA-03": {
    population: onAi,
    support: [
      support("asco-2019", "Every 2 years, or at 1 year if medically indicated.", "Moderate; evidence-based, intermediate quality"),
      support("hadji-2017", "After 12 to 24 months.", "expert consensus", "recalled"),
      support("esmo-2020", "Every 1 to 2 years.", "consensus", "recalled"),
    ],
    disagreement: intervals,
    limits: "No trial compared intervals. Exactly 24 months is read as due.",
    options: ["Order DXA on the same scanner.", "Record an outside result.", "Not now, with reason."],
    patientText: "Your next bone scan is due.",
  },
  "DXA-04": {
    population: onAi,
    support: [
      support("hadji-2017", "With T ≥ −1.5 and no risk factor, loss in the first year guides care.", "expert consensus"),
      support("scan", "Yearly with T −1 to −1.5.", "consensus"),
      support("asco-2019", "2 years, or 1 year if indicated.", "Moderate"),
    ],
    disagreement: intervals,
    limits: "Which patients gain from the earlier scan is opinion.",
    options: ["Order now.", "Plan for 2 years after the last scan."],
    patientText: "You may need a scan this year or next; ask which.",
  },
  "DXA-05": {
    population: onAi,
    support: [],
    limits: "Operational rule of this product. Numbers read from text are used only after confirmation.",
    options: ["Open the report.", "Confirm the numbers read from it.", "Enter T-score and BMD."],
  },
  "DXA-06": {
    population: onAi,
    support: [
      support("asco-2019", "Central DXA; heel DXA or ultrasound only when central DXA is unavailable (2.1).", "Moderate"),
      support("iscd-2023", "Peripheral devices do not get the WHO classes.", "official position", "secondary"),
    ],
    limits: "Spine and hip may be impossible to measure (implants, weight limit); the record seldom says so.",
    options: ["Order hip and spine DXA.", "Record why it is not feasible."],
    patientText: "A hip and spine scan gives a fuller picture.",
  },
};
