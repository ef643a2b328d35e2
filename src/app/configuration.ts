import * as v from "valibot";
import { type GuidelineSettings, guidelineSettings } from "../guidelines/settings";
import type { DxaSite } from "../record/record";
import { defaultRecordSettings, type RecordSettings } from "../record/site";
import { ConfigurationError, type Ehr, parseRegistry } from "../smart/registry";

/** What an installation of Boneline decides for itself: `config.json`, read in the browser and on the command line alike. */
export type Configuration = {
  readonly ehrs: readonly Ehr[];
  readonly record: RecordSettings;
  readonly guidelines: GuidelineSettings;
};

/**
 * Reads the whole of `config.json`: `{ "ehrs": [...], "site": { "record": {...}, "guidelines": {...} } }`.
 * @throws ConfigurationError that names the setting and what is wrong with it
 */
export function parseConfiguration(json: unknown): Configuration {
  const ehrs = parseRegistry(json);
  const parsed = v.safeParse(fileSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new ConfigurationError(
      `config.json: ${v.getDotPath(issue) ?? "the file"} ${issue.expected === "never" ? "is not a setting that Boneline knows" : issue.message}.`,
    );
  }
  const { record = {}, guidelines = {} } = parsed.output.site ?? {};
  return { ehrs, record: recordSettings(record), guidelines: ruleSettings(guidelines) };
}

/** The site's settings with the codes of one EHR, which mean something only there. */
export function recordSettingsAt(ehr: Ehr, settings: RecordSettings): RecordSettings {
  return ehr.localCodes.length === 0 ? settings : { ...settings, localCodes: [...settings.localCodes, ...ehr.localCodes] };
}

function recordSettings(site: Partial<v.InferOutput<typeof recordSchema>>): RecordSettings {
  const given = Object.fromEntries(Object.entries(site).filter(([, value]) => value !== undefined));
  return { ...defaultRecordSettings, ...given };
}

function ruleSettings(overrides: Readonly<Record<string, unknown>>): GuidelineSettings {
  try {
    return guidelineSettings(overrides);
  } catch (error) {
    throw new ConfigurationError(`config.json: site.guidelines: ${error instanceof Error ? error.message : "cannot be read."}`);
  }
}

const sites = [
  "lumbar-spine",
  "total-hip",
  "femoral-neck",
  "hip",
  "femur",
  "trochanter",
  "wards-area",
  "radius-33",
  "forearm",
  "calcaneus",
  "humerus",
  "total-body",
  "spine-ct",
  "not-stated",
] as const satisfies readonly DxaSite[];

const percent = v.pipe(
  v.number("must be a number of percent"),
  v.minValue(0.1, "must be above 0 percent"),
  v.maxValue(30, "must be a number of percent, at most 30"),
);

const recordSchema = v.strictObject({
  localCodes: v.optional(v.array(v.strictObject({ system: v.string(), code: v.string(), means: v.string() }))),
  leastSignificantChange: v.optional(v.record(v.picklist(sites, `must be one of ${sites.join(", ")}`), percent)),
  reportReadings: v.optional(v.picklist(["confirm", "use-marked"], 'must be "confirm" or "use-marked"')),
  gramsPerDrink: v.optional(
    v.pipe(v.number("must be a number of grams"), v.minValue(1, "must be a number of grams"), v.maxValue(50, "must be a number of grams")),
  ),
});

const fileSchema = v.strictObject({
  ehrs: v.unknown(), // read by the registry
  site: v.optional(
    v.strictObject({
      record: v.optional(recordSchema),
      guidelines: v.optional(v.record(v.string(), v.unknown(), "must be an object")),
    }),
  ),
});
