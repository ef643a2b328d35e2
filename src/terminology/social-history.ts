import { type Code, type Concept, systems } from "./concept";
import { loinc } from "./loinc";

const vsacSmoking = "VSAC 2.16.840.1.113762.1.4.1248.220 (eCQM 2025)";

function snomed(code: string, display: string, source: string): Code {
  return { system: systems.snomed, code, display, source, status: "verified" };
}

export const smokingStatus: Concept = {
  id: "smoking-status",
  label: "smoking status",
  codes: [loinc("72166-2", "Tobacco smoking status NHIS", "US Core Smoking Status Observation Codes")],
  text: /smoking status|tobacco (?:use|smoking|status)|raucherstatus|statut tabagique|tabaquismo|tabagismo|habito tabaquico/,
  notText: /pack|smokeless|chew|second-?hand|passive|exposure|cessation|counsel|readiness/,
};

/** Answers to smoking status. "Non-smoker" and "No" are in none of them: they do not say whether she ever smoked. */
export const unknownSmoker: Concept = {
  id: "smoking-unknown",
  label: "unknown if ever smoked",
  codes: [snomed("266927001", "Unknown if ever smoked", "US Core Smoking Status Preferred")],
  text: /unknown if ever|^unknown\b|^not (?:asked|known|recorded)|declined|refused|unable to/,
};

export const neverSmoker: Concept = {
  id: "smoking-never",
  label: "never smoker",
  codes: [snomed("266919005", "Never smoked tobacco (finding)", "VSAC 2.16.840.1.113883.3.526.3.1189 (eCQM 2024)")],
  text: /\bnever\b|\bnunca\b|\bjamais\b|\bniemals\b|\bnie\b|\bmai\b/,
  notText: /never (?:quit|stopped)/,
};

export const formerSmoker: Concept = {
  id: "smoking-former",
  label: "former smoker",
  codes: [snomed("8517006", "Ex-smoker (finding)", vsacSmoking)],
  text: /\bex\b|\bformer(?:ly)?\b|\bprevious(?:ly)?\b|\bpast\b|\bquit (?:smoking|in|on|\d)|\bstopped\b|\bancien|ehemalig|exfum|exraucher/,
  notText: /\bcurrent|wants? to|passive|second-?hand/,
};

export const currentSmoker: Concept = {
  id: "smoking-current",
  label: "current smoker",
  codes: [
    snomed("449868002", "Smokes tobacco daily (finding)", vsacSmoking),
    snomed("428041000124106", "Occasional tobacco smoker (finding)", vsacSmoking),
    snomed("77176002", "Smoker (finding)", vsacSmoking),
    snomed("428071000124103", "Heavy tobacco smoker (finding)", vsacSmoking),
    snomed("428061000124105", "Light tobacco smoker (finding)", vsacSmoking),
  ],
  text: /\bcurrent|every day|some days?|\bsmokes\b|\bsmoker\b|\braucher(?:in)?\b|\bfumador[a]?\b|\bfumeu(?:r|se)\b|\bfumat(?:ore|rice)\b/,
  notText: /\bnon\b|\bnon-?smok|\bnot\b|\bno\b|nicht|passive|second-?hand|exposure/,
};

export const drinksPerDay: Concept = {
  id: "alcohol-per-day",
  label: "alcohol per day",
  codes: [loinc("74013-4", "Alcoholic drinks per day", "VSAC 2.16.840.1.113883.3.464.1003.106.12.1018 (eCQM 2024)")],
  text: /alcohol\w*[^.]*\bper (?:day|week)|(?:drinks|units of alcohol) (?:per|a) (?:day|week)|alcohol (?:consumption|intake)|alkoholkonsum/,
  notText: /drinking day|typical day|occasion|audit|binge|maximum/,
};

/** Told of alcohol, but not how much of it on an average day. */
export const alcoholWithoutAmount: Concept = {
  id: "alcohol-other",
  label: "alcohol use",
  codes: [
    loinc("11287-0", "Alcoholic drinks per drinking day - Reported", "VSAC 2.16.840.1.113883.3.464.1003.106.12.1018 (eCQM 2024)"),
    loinc("11331-6", "History of Alcohol use", "US Core example alcohol-use-status"),
    loinc("75626-2", "Total score [AUDIT-C]", "US Core example AUDIT-C"),
  ],
};

export const exerciseDaysPerWeek: Concept = {
  id: "exercise-days",
  label: "days per week of moderate to strenuous exercise",
  codes: [
    loinc(
      "89555-7",
      "How many days per week did you engage in moderate to strenuous physical activity in the last 30 days",
      "US Core example EVS item 89555-7",
    ),
  ],
};

export const exerciseMinutesPerDay: Concept = {
  id: "exercise-minutes",
  label: "minutes of exercise on those days",
  codes: [
    loinc(
      "68516-4",
      "On those days that you engage in moderate to strenuous exercise, how many minutes, on average, do you exercise",
      "US Core example EVS item 68516-4",
    ),
  ],
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
  codes: [
    {
      system: systems.icd10cm,
      code: "Z91.81",
      display: "History of falling",
      source: "VSAC 2.16.840.1.113883.3.464.1003.113.11.1308 (eCQM 2025)",
      status: "verified",
    },
  ],
};
