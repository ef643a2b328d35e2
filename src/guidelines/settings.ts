/**
 * Operational choices that no guideline states exactly (dossier marks them OP), each with its reason. A site may override
 * them in its configuration; an override is shown in the basis of every prompt that used it.
 */
export type GuidelineSettings = {
  readonly values: Readonly<Record<SettingName, number>>;
  /** Names of settings that the site configuration changed. */
  readonly overridden: readonly SettingName[];
};

export const settingReasons = {
  dxaWindowOpensMonths: { default: 12, unit: "months", reason: "Hadji 2017 and ESMO 2020 repeat DXA after 12 to 24 months; no scan is prompted earlier." },
  dxaOverdueMonths: { default: 24, unit: "months", reason: "ASCO 2019: every 2 years. Exactly 24 months is due, not overdue." },
  dxaBaselineMonthsBeforeAi: { default: 12, unit: "months", reason: "A scan up to 12 months before the first dose still describes the baseline." },
  vitaminDMonthsBeforeAi: {
    default: 12,
    unit: "months",
    reason: "A level up to 12 months before the first dose still describes the start (AROMASIN label asks for one before treatment).",
  },
  vitaminDRetestWeeks: { default: 12, unit: "weeks", reason: "B-ABLE sampled 3 months after a change; a steady state needs about that long." },
  ageRiskAbove: { default: 65, unit: "completed years", reason: "'Age > 65' (Hadji 2017, ESMO 2020) read as 66 completed years or more." },
  bmiRiskBelow: { default: 24, unit: "kg/m²", reason: "Hadji 2017 and ESMO 2020 count BMI < 24; older papers used 20 or 22." },
  glucocorticoidRiskMonths: { default: 6, unit: "months", reason: "Hadji 2017 and ESMO 2020 count oral glucocorticoids for more than 6 months." },
  adjuvantWindowMonths: {
    default: 6,
    unit: "months",
    reason: "Adjuvant bisphosphonate is started early; later starts are a different discussion (ASCO-OH 2022).",
  },
  denosumabDueMonths: { default: 6, unit: "months", reason: "Label: 60 mg every 6 months." },
  denosumabOverdueMonths: { default: 7, unit: "months", reason: "Label: rebound fractures as early as 7 months after the last dose." },
  fraxMajorPercent: { default: 20, unit: "%", reason: "US threshold of ASCO 2019 (3.4)." },
  fraxHipPercent: { default: 3, unit: "%", reason: "US threshold of ASCO 2019 (3.4)." },
  fraxMonths: { default: 24, unit: "months", reason: "An older recorded FRAX no longer describes the patient." },
  premenopausalBelowAge: { default: 50, unit: "completed years", reason: "Below 50 an unrecorded menopausal status is not assumed to be postmenopausal." },
  alcoholPromptAboveGrams: { default: 16, unit: "g/day", reason: "NOGG 2024: at most 2 UK units (16 g) a day." },
  bmiPromptBelow: { default: 20, unit: "kg/m²", reason: "RACGP: BMI below 20 doubles hip fracture risk." },
  calciumUpperOver50: { default: 2000, unit: "mg/day", reason: "NAM upper level above 50 years." },
  calciumUpperTo50: { default: 2500, unit: "mg/day", reason: "NAM upper level from 19 to 50 years." },
} as const satisfies Record<string, { default: number; unit: string; reason: string }>;

export type SettingName = keyof typeof settingReasons;

/** The defaults, with a site's numbers in their place. Unknown names and non-numbers are a configuration error, thrown as such. */
export function guidelineSettings(overrides: Readonly<Record<string, unknown>> = {}): GuidelineSettings {
  const values = Object.fromEntries(Object.entries(settingReasons).map(([name, setting]) => [name, setting.default])) as Record<SettingName, number>;
  const overridden: SettingName[] = [];
  for (const [name, value] of Object.entries(overrides)) {
    if (!Object.hasOwn(settingReasons, name)) throw new Error(`The site configuration sets "${name}", which is not a guideline setting.`);
    if (typeof value !== "number" || !Number.isFinite(value) || value < 0)
      throw new Error(`The site configuration sets "${name}" to something that is not a number.`);
    const setting = name as SettingName;
    if (value === values[setting]) continue;
    values[setting] = value;
    overridden.push(setting);
  }
  return { values, overridden };
}
