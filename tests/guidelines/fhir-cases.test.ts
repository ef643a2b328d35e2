// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/guidelines/evaluate";
import { buildRecord } from "../../src/record/build";
import { readBundle } from "../../src/record/bundle";
import type { SearchId, SearchState } from "../../src/record/searches";

type Expected = {
  readonly fires?: readonly string[];
  readonly silent?: readonly string[];
  /** Searches that the case's server refuses or fails; what they would have brought is gone. */
  readonly failed?: Partial<Record<SearchId, { readonly state: SearchState; readonly type: string }>>;
  readonly never?: RegExp;
};

const interval = ["DXA-01", "DXA-02", "DXA-03"];
const low = ["VITD-02", "VITD-03"];
const therapy = ["TX-01", "TX-02", "TX-03"];

/** What each folder's expect.md means for the prompts. */
const expected: Readonly<Record<string, Expected>> = {
  "01-vitd-nmol": { silent: low, never: /sufficient/ },
  "05-vitd-valuestring": { fires: ["VITD-08"], silent: ["VITD-02"] },
  "07-vitd-1-25-not-mixed": { fires: ["VITD-03"], silent: ["VITD-05"] },
  "09-entered-in-error": { silent: [...low, "TX-01", "TX-02"], never: /−3\.4|\b9 ng/ },
  "10-preliminary-then-amended": { silent: ["TX-01"], fires: ["TX-03"] },
  "12-dxa-conclusion-only": { fires: ["DXA-05"], silent: [...interval, ...therapy] },
  "15-two-scanner-makers": { fires: ["INT-01"], silent: ["INT-02", "TX-07"], never: /16\.6/ },
  "17-tscore-code-with-bmd-value": { silent: therapy, never: /−2\.6 at/ },
  "19-partial-dates": { silent: ["DXA-03"], never: /28 Feb 2021|1 Jan 20/ },
  "25-ai-status-variety": { silent: ["DXA-01", "VITD-01", "CA-01", "EX-01"] },
  "29-premenopausal-ofs-zscore": { fires: ["OFS-01", "TX-01", "INT-03"], never: /osteoporo/i },
  "30-paged-three-pages": { fires: ["TX-01"] },
  "32-forbidden-one-type": {
    failed: {
      "diagnostic-reports": { state: "refused", type: "DiagnosticReport" },
      "medication-statements": { state: "refused", type: "MedicationStatement" },
      "medication-dispenses": { state: "refused", type: "MedicationDispense" },
    },
    fires: ["STATE-ERR", "VITD-04"],
    silent: interval,
    never: /No DXA found|overdue/,
  },
  "36-server-500-always": {
    failed: {
      "medication-requests": { state: "failed", type: "MedicationRequest" },
      "medication-statements": { state: "failed", type: "MedicationStatement" },
    },
    fires: ["STATE-ERR"],
    silent: ["DXA-01", "VITD-04", "CA-01", "EX-01"],
    never: /(no|not on( an)?) (current |active )?aromatase/i,
  },
  "46-denosumab-stopped": { fires: ["SAFE-04"] },
  "48-metastatic-bone": { fires: ["SCOPE-02"], silent: [...interval, "SAFE-04", "SAFE-05", "CA-01"] },
  "50-other-patients-rows-leak": { silent: [...low, ...therapy], never: /−4\.1|\b7 ng/ },
  "57-tscore-odd-value-types": { silent: ["TX-01", "TX-02"] },
  "60-no-data-at-all": { silent: ["DXA-01", "VITD-01", "CA-01"] },
};

describe("the FHIR cases: prompts that a safe product raises and withholds", () => {
  test.each(Object.entries(expected))("%s", (folder, { fires = [], silent = [], failed = {}, never }) => {
    const bundle = readBundle(JSON.parse(readFileSync(new URL(`../cases/fhir/${folder}/bundle.json`, import.meta.url), "utf8")));
    const lostTypes = Object.values(failed).map(({ type }) => type);
    const record = buildRecord({
      ...bundle,
      resources: bundle.resources.filter((resource) => !lostTypes.includes(typeOf(resource))),
      searches: bundle.searches.map((search) => ({
        ...search,
        state: failed[search.id]?.state ?? search.state,
        reason: failed[search.id] ? "the server refused" : "",
      })),
      today: "2026-11-23",
    });
    const { prompts } = evaluate(record);
    const ids = prompts.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([...fires]));
    expect(ids.filter((id) => silent.includes(id))).toEqual([]);
    expect(prompts.map(({ headline, whyNow }) => `${headline} ${whyNow}`).join("\n")).not.toMatch(never ?? /undefined/);
  });
});

function typeOf(resource: unknown): string {
  return typeof resource === "object" && resource !== null && "resourceType" in resource ? String(resource.resourceType) : "";
}
