import { verified } from "./code-table";
import { type Concept, systems } from "./concept";

const vsacSmoking = "VSAC 2.16.840.1.113762.1.4.1248.220 (eCQM 2025)";

export const smokingStatus: Concept = {
  id: "smoking-status",
  label: "smoking status",
  codes: verified(systems.loinc, "US Core Smoking Status Observation Codes", { "72166-2": "Tobacco smoking status NHIS" }),
  text: /smoking status|tobacco (?:use|smoking|status)|raucherstatus|statut tabagique|tabaquismo|tabagismo|habito tabaquico/,
  notText: /pack|smokeless|chew|second-?hand|passive|exposure|cessation|counsel|readiness/,
};

/** Answers to smoking status. "Non-smoker" and "No" are in none of them: they do not say whether she ever smoked. */
export const unknownSmoker: Concept = {
  id: "smoking-unknown",
  label: "unknown if ever smoked",
  codes: verified(systems.snomed, "US Core Smoking Status Preferred", { "266927001": "Unknown if ever smoked" }),
  text: /unknown if ever|^unknown\b|^not (?:asked|known|recorded)|declined|refused|unable to/,
};

export const neverSmoker: Concept = {
  id: "smoking-never",
  label: "never smoker",
  codes: verified(systems.snomed, "VSAC 2.16.840.1.113883.3.526.3.1189 (eCQM 2024)", { "266919005": "Never smoked tobacco (finding)" }),
  text: /\bnever\b|\bnunca\b|\bjamais\b|\bniemals\b|\bnie\b|\bmai\b/,
  notText: /never (?:quit|stopped)/,
};

export const formerSmoker: Concept = {
  id: "smoking-former",
  label: "former smoker",
  codes: verified(systems.snomed, vsacSmoking, { "8517006": "Ex-smoker (finding)" }),
  text: /\bex\b|\bformer(?:ly)?\b|\bprevious(?:ly)?\b|\bpast\b|\bquit (?:smoking|in|on|\d)|\bstopped\b|\bancien|ehemalig|exfum|exraucher/,
  notText: /\bcurrent|wants? to|passive|second-?hand/,
};

export const currentSmoker: Concept = {
  id: "smoking-current",
  label: "current smoker",
  codes: verified(systems.snomed, vsacSmoking, {
    "449868002": "Smokes tobacco daily (finding)",
    "428041000124106": "Occasional tobacco smoker (finding)",
    "77176002": "Smoker (finding)",
    "428071000124103": "Heavy tobacco smoker (finding)",
    "428061000124105": "Light tobacco smoker (finding)",
  }),
  text: /\bcurrent|every day|some days?|\bsmokes\b|\bsmoker\b|\braucher(?:in)?\b|\bfumador[a]?\b|\bfumeu(?:r|se)\b|\bfumat(?:ore|rice)\b/,
  notText: /\bnon\b|\bnot\b|\bno\b|nicht|passive|second-?hand|exposure/,
};

/** A diagnosis on the problem list that says that she smokes. */
export const smokerByDiagnosis: Concept = {
  id: "smoking-diagnosis",
  label: currentSmoker.label,
  codes: [
    ...currentSmoker.codes,
    ...verified(systems.icd10cm, "VSAC 2.16.840.1.113762.1.4.1029.320 (eCQM 2024)", { "F17.210": "Nicotine dependence, cigarettes, uncomplicated" }),
  ],
};

export const drinksPerDay: Concept = {
  id: "alcohol-per-day",
  label: "alcohol per day",
  codes: verified(systems.loinc, "VSAC 2.16.840.1.113883.3.464.1003.106.12.1018 (eCQM 2024)", { "74013-4": "Alcoholic drinks per day" }),
  text: /alcohol\w*[^.]*\bper (?:day|week)|(?:drinks|units of alcohol) (?:per|a) (?:day|week)|alcohol (?:consumption|intake)|alkoholkonsum/,
  notText: /drinking day|typical day|occasion|audit|binge|maximum/,
};

/** Told of alcohol, but not how much of it on an average day. */
export const alcoholWithoutAmount: Concept = {
  id: "alcohol-other",
  label: "alcohol use",
  codes: [
    ...verified(systems.loinc, "VSAC 2.16.840.1.113883.3.464.1003.106.12.1018 (eCQM 2024)", { "11287-0": "Alcoholic drinks per drinking day - Reported" }),
    ...verified(systems.loinc, "US Core example alcohol-use-status", { "11331-6": "History of Alcohol use" }),
    ...verified(systems.loinc, "US Core example AUDIT-C", { "75626-2": "Total score [AUDIT-C]" }),
  ],
};

export const exerciseDaysPerWeek: Concept = {
  id: "exercise-days",
  label: "days per week of moderate to strenuous exercise",
  codes: verified(systems.loinc, "US Core example EVS item 89555-7", {
    "89555-7": "How many days per week did you engage in moderate to strenuous physical activity in the last 30 days",
  }),
};

export const exerciseMinutesPerDay: Concept = {
  id: "exercise-minutes",
  label: "minutes of exercise on those days",
  codes: verified(systems.loinc, "US Core example EVS item 68516-4", {
    "68516-4": "On those days that you engage in moderate to strenuous exercise, how many minutes, on average, do you exercise",
  }),
};

/** No LOINC code for a count of falls was verified: recognised by its name, which must say the period. */
export const fallsInTwelveMonths: Concept = {
  id: "falls-12-months",
  label: "falls in the last 12 months",
  codes: [],
  text: /\bfalls?\b.*(?:12 ?mo|twelve months|(?:past|last|previous) year|in a year)|(?:12 ?mo\w*|twelve months|(?:past|last|previous) year).*\bfalls?\b/,
  notText: /risk|fear|injur|prevention|score|scale|assessment of/,
};

export const injuriousFallsInTwelveMonths: Concept = {
  id: "injurious-falls-12-months",
  label: "falls with injury in the last 12 months",
  codes: [],
  text: /(?=.*\bfalls?\b)(?=.*injur)(?=.*(?:12 ?mo|twelve months|(?:past|last|previous) year))/,
  notText: /risk|fear|prevention|score|scale|without injur/,
};

export const historyOfFalling: Concept = {
  id: "history-of-falling",
  label: "history of falling",
  codes: verified(systems.icd10cm, "VSAC 2.16.840.1.113883.3.464.1003.113.11.1308 (eCQM 2025)", { "Z91.81": "History of falling" }),
};
