// @vitest-environment node
import { describe, expect, test } from "vitest";
import {
  calciumMgDlPerMmolL,
  convert,
  creatinineUmolLPerMgDl,
  parathyrinPgMlPerPmolL,
  unitNamed,
  vitaminDInNgPerMl,
  vitaminDInNmolPerL,
} from "../../src/terminology/units";

describe("spellings of one unit", () => {
  const spellings: Record<string, readonly string[]> = {
    "ng/mL": ["ng/mL", "ng/ml", "NG/ML", " ng / mL ", "nanograms per milliliter", "nanogram per millilitre", "ng per ml"],
    "ug/L": ["ug/L", "µg/L", "μg/l", "mcg/L", "micrograms per liter", "UG/L"],
    "nmol/L": ["nmol/L", "nmol/l", "NMOL/L", "nmol/litre", "nmol/liter", "nanomoles per litre"],
    "pmol/L": ["pmol/L", "pmol/l", "picomoles per liter"],
    "pg/mL": ["pg/mL", "PG/ML", "picograms per milliliter"],
    "mg/dL": ["mg/dL", "mg/dl", "MG/DL", "mg%", "milligrams per deciliter"],
    "mmol/L": ["mmol/L", "mmol/l", "mmol/litre", "millimoles per litre"],
    "umol/L": ["umol/L", "µmol/L", "μmol/l", "mcmol/L", "micromoles per liter"],
    "g/dL": ["g/dL", "g/dl", "gm/dL", "G/DL"],
    "g/L": ["g/L", "g/l", "gm/l"],
    "U/L": ["U/L", "u/l", "IU/L", "[IU]/L", "units/L"],
    "g/cm2": ["g/cm2", "g/cm^2", "g/cm²", "gm/cm2", "G/CM2", "g / cm2", "g/cm-2", "g/cm**2"],
    "mg/cm2": ["mg/cm2", "mg/cm²", "mg/cm^2"],
    "kg/m2": ["kg/m2", "kg/m²", "KG/M2", "kg/m^2"],
    kg: ["kg", "KG", "kgs", "kilograms"],
    "[lb_av]": ["[lb_av]", "lb", "lbs", "LB", "pounds"],
    cm: ["cm", "CM", "centimetres"],
    "[in_i]": ["[in_i]", "in", "inches", "IN"],
    m: ["m", "metres"],
    "mL/min/{1.73_m2}": ["mL/min/{1.73_m2}", "mL/min/1.73m2", "mL/min/1.73 m²", "ml/min/1.73m^2", "mL/min/1.73"],
    "{T-score}": ["{T-score}", "{Tscore}", "T-score", "T-Score"],
    "1": ["1", "SD", "{SD}", "[none]", "{score}"],
  };
  for (const [code, written] of Object.entries(spellings)) {
    test.each(written)(`"%s" is ${code}`, (spelling) => expect(unitNamed(spelling)?.code).toBe(code));
  }
});

test.each(["", " ", "NGML?", "mg", "ng/mL/h", "IU", "mol", "toString", "constructor", "L1-L4"])(
  '"%s" is not a unit this product takes for a concentration',
  (written) => {
    expect(unitNamed(written)?.kind).not.toBe("mass per volume");
    expect(unitNamed(written)?.kind).not.toBe("amount per volume");
  },
);

describe("factors, as UCUM defines them", () => {
  const cases: readonly (readonly [number, string, number, string])[] = [
    [1, "ug/L", 1, "ng/mL"],
    [30, "ng/L", 30, "pg/mL"],
    [1, "ng/mL", 1000, "pg/mL"],
    [1, "g/L", 0.1, "g/dL"],
    [42, "g/L", 4.2, "g/dL"],
    [1, "g/dL", 1000, "mg/dL"],
    [1, "mg/dL", 10, "mg/L"],
    [1, "mg/mL", 1, "g/L"],
    [1, "ug/dL", 10, "ng/mL"],
    [1, "ug/mL", 1000, "ng/mL"],
    [1, "ng/dL", 0.01, "ng/mL"],
    [1, "mmol/L", 1000, "umol/L"],
    [1, "mol/L", 1000, "mmol/L"],
    [1, "umol/L", 1000, "nmol/L"],
    [1, "nmol/L", 1000, "pmol/L"],
    [1, "ukat/L", 60, "U/L"],
    [1012, "mg/cm2", 1.012, "g/cm2"],
    [250, "mg/cm3", 0.25, "g/cm3"],
    [1, "[lb_av]", 0.45359237, "kg"],
    [150, "[lb_av]", 68.0388555, "kg"],
    [16, "[oz_av]", 1, "[lb_av]"],
    [64, "[in_i]", 162.56, "cm"],
    [1, "[ft_i]", 12, "[in_i]"],
    [1.63, "m", 163, "cm"],
    [1630, "mm", 163, "cm"],
    [60_000, "g", 60, "kg"],
    [70, "g/wk", 10, "g/d"],
    [14, "{drinks}/wk", 2, "{drinks}/d"],
    [14, "{UK_units}/wk", 2, "{UK_units}/d"],
    [2, "h/d", 120, "min/d"],
  ];
  test.each(cases)("%d %s is %d %s", (value, from, expected, to) => {
    const [source, target] = [unitNamed(from), unitNamed(to)];
    expect(source && target && convert(value, source, target)).toBeCloseTo(expected, 9);
  });

  test("a unit of another kind does not convert", () => {
    const [mass, molar] = [unitNamed("ng/mL"), unitNamed("nmol/L")];
    expect(mass && molar && convert(30, mass, molar)).toBeUndefined();
  });

  test("a filtration rate per 1.73 m2 is not one of the whole body", () => {
    const [perArea, whole] = [unitNamed("mL/min/1.73m2"), unitNamed("mL/min")];
    expect(perArea && whole && convert(40, perArea, whole)).toBeUndefined();
  });
});

describe("between mass and amount of substance", () => {
  test("48 nmol/L of 25-OH vitamin D is shown as 19.2 ng/mL, and 30 ng/mL as 74.9 nmol/L", () => {
    expect(vitaminDInNgPerMl(48)).toBeCloseTo(19.23, 2);
    expect(vitaminDInNmolPerL(30)).toBeCloseTo(74.88, 6);
  });

  // Molar masses in g/mol: calcium 40.08, creatinine 113.1, intact parathyrin about 9425, 25(OH)D3 400.64.
  test("the factors agree with the molar masses", () => {
    expect(calciumMgDlPerMmolL).toBeCloseTo(40.08 / 10, 6);
    expect(creatinineUmolLPerMgDl).toBeCloseTo(10_000 / 113.1, 1);
    expect(parathyrinPgMlPerPmolL).toBeCloseTo(9425 / 1000, 2);
    expect(vitaminDInNmolPerL(1)).toBeCloseTo(1000 / 400.64, 3);
  });
});
