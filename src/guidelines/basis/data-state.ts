import type { RuleBasis } from "../model";

export const dataBasis: Readonly<Record<string, RuleBasis>> = {
  "STATE-ERR": {
    population: "Every patient.",
    support: [],
    limits: "Operational rule of this product, no guideline. DXA-01 to DXA-04, VITD-01 and claims that a risk factor is absent are withheld.",
    options: ["Retry.", "Open the chart in the EHR.", "Ask for the access that was refused."],
  },
};
