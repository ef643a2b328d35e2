// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseConfiguration, recordSettingsAt } from "../../src/app/configuration";
import { settingReasons } from "../../src/guidelines/settings";
import { defaultRecordSettings } from "../../src/record/site";
import { ConfigurationError } from "../../src/smart/registry";

describe("the site's configuration", () => {
  it("may say nothing: every setting has its default", () => {
    const configuration = parseConfiguration({ ehrs: [] });
    expect(configuration.record).toEqual(defaultRecordSettings);
    expect(configuration.guidelines.overridden).toEqual([]);
  });

  it("as it is shipped can be used, and knows the sandbox only", () => {
    const shipped = parseConfiguration(JSON.parse(readFileSync("public/config.json", "utf8")));
    expect(shipped.ehrs.map(({ id, issuer, clientId }) => [id, issuer, clientId])).toEqual([["sandbox", "/sandbox/fhir", "boneline"]]);
  });

  it("changes what it names and nothing else", () => {
    const { record, guidelines } = parseConfiguration({
      ehrs: [],
      site: { record: { leastSignificantChange: { "lumbar-spine": 2.8 }, gramsPerDrink: 8 }, guidelines: { dxaOverdueMonths: 18 } },
    });
    expect(record).toEqual({ ...defaultRecordSettings, leastSignificantChange: { "lumbar-spine": 2.8 }, gramsPerDrink: 8 });
    expect(guidelines.values.dxaOverdueMonths).toBe(18);
    expect(guidelines.values.dxaWindowOpensMonths).toBe(settingReasons.dxaWindowOpensMonths.default);
    expect(guidelines.overridden).toEqual(["dxaOverdueMonths"]);
  });

  it("reads an EHR's own codes only at that EHR", () => {
    const code = { system: "urn:lab", code: "VITD", means: "25-hydroxyvitamin-d" };
    const { ehrs, record } = parseConfiguration({
      ehrs: [
        { id: "a", name: "A", issuer: "https://a.example", clientId: "x", localCodes: [code] },
        { id: "b", name: "B", issuer: "https://b.example", clientId: "x" },
      ],
    });
    expect(ehrs.map((ehr) => recordSettingsAt(ehr, record).localCodes)).toEqual([[code], []]);
  });

  it.each([
    ["a list instead of an object", [], "ehrs"],
    ["a setting nobody knows", { ehrs: [], site: { recrod: {} } }, "site.recrod is not a setting"],
    ["a setting outside its section", { ehrs: [], guidelines: { dxaOverdueMonths: 36 } }, "guidelines is not a setting"],
    ["a setting named as what every object has", { ehrs: [], site: { guidelines: { toString: 3 } } }, "not a guideline setting"],
    ["a rule setting nobody knows", { ehrs: [], site: { guidelines: { dxaOverdueMonth: 18 } } }, "dxaOverdueMonth"],
    ["a rule setting that is no number", { ehrs: [], site: { guidelines: { dxaOverdueMonths: "18" } } }, "dxaOverdueMonths"],
    [
      "a change of zero percent",
      { ehrs: [], site: { record: { leastSignificantChange: { "total-hip": 0 } } } },
      "site.record.leastSignificantChange.total-hip",
    ],
    ["a site of the body nobody knows", { ehrs: [], site: { record: { leastSignificantChange: { knee: 3 } } } }, "must be one of"],
    ["another word for confirming", { ehrs: [], site: { record: { reportReadings: "yes" } } }, "site.record.reportReadings"],
  ])("%s is refused with the place named", (_what, json, says) => {
    expect(() => parseConfiguration(json)).toThrow(ConfigurationError);
    expect(() => parseConfiguration(json)).toThrow(says);
  });
});
