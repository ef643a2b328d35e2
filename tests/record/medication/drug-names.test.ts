// @vitest-environment node
import { describe, expect, test } from "vitest";
import { drugFinder } from "../../../src/record/medication/drug-match";
import { defaultRecordSettings } from "../../../src/record/site";
import { drugs } from "../../../src/terminology/drugs";
import { medication, rxnorm, snomed } from "./drug-resources";

const find = drugFinder(defaultRecordSettings);
const agentsIn = (text: string): readonly string[] => {
  const found = find([medication(text)]);
  return found.kind === "drugs" ? found.matches.map((match) => match.drug.label) : [];
};

describe("an aromatase inhibitor is known by name in many languages", () => {
  test.each([
    ["Anastrozole 1 mg tab PO daily", "anastrozole"],
    ["ANASTROZOL-ratiopharm 1 mg Filmtabletten", "anastrozole"],
    ["létrozole 2,5 mg cp pellic", "letrozole"],
    ["FEMARA 2.5MG", "letrozole"],
    ["Exémestane 25 mg", "exemestane"],
    ["Exemestan Sandoz", "exemestane"],
    ["exemestano 25 mg", "exemestane"],
    ["Exemestaan", "exemestane"],
    ["Aromasin® 25 mg", "exemestane"],
    ["Летрозол 2,5 мг", "letrozole"],
    ["来曲唑片 2.5mg", "letrozole"],
    ["アナストロゾール錠1mg", "anastrozole"],
    ["아나스트로졸 1mg", "anastrozole"],
    ["Anastrozolo 1 mg cpr", "anastrozole"],
    ["Letrozol Teva", "letrozole"],
    ["Eksemestan 25 mg", "exemestane"],
    ["レトロゾール錠2.5mg", "letrozole"],
    ["依西美坦", "exemestane"],
    ["Arimidex", "anastrozole"],
    ["Letrohexal 2,5", "letrozole"],
    ["Anastrazole 1mg", "anastrozole"],
    ["letrazole 2.5", "letrozole"],
    ["Examestane", "exemestane"],
  ])("%s is %s", (text, agent) => expect(agentsIn(text)).toEqual([agent]));

  test("the co-pack holds letrozole and ribociclib, Kisqali alone only ribociclib", () => {
    expect(agentsIn("Kisqali Femara Co-Pack 600 mg")).toEqual(["letrozole", "ribociclib"]);
    expect(agentsIn("Kisqali 200 mg")).toEqual(["ribociclib"]);
  });
});

test.each([
  "Metronidazole 500 mg",
  "Femoral neck",
  "Femarelle",
  "Aromatase inhibitor candidate",
  "Testolactone",
  "clotrimazole cream",
  "exenatide",
  "letermovir",
  "Aromatherapy oil (non-formulary)",
  "Letairis 5 mg",
  "Atorvastatin calcium 40 mg",
  "Leucovorin calcium 15 mg",
  "amlodipine (calcium channel blocker)",
  "Heparin lock flush 10 units/mL",
  "Protopic 0.1% (tacrolimus) ointment",
  "lisinopril 10 mg",
])("%s is no drug of concern", (text) => expect(agentsIn(text)).toEqual([]));

describe("look-alike names stand for what they are", () => {
  test.each([
    ["Femring", "femring", "oestrogen"],
    ["Femhrt 1-5 tablet", "ethinylestradiol", "oestrogen"],
    ["NORETHIN ACE-ETH ESTRAD 1-5 MG-MCG OR TABS", "ethinylestradiol", "oestrogen"],
    ["omeprazole 20 mg", "omeprazole", "bone-harming"],
    ["esomeprazole 40 mg", "esomeprazole", "bone-harming"],
    ["tamoxifen 20 mg", "tamoxifen", "tamoxifen"],
    ["raloxifene", "raloxifene", "serm"],
    ["MK-677 25 mg capsule", "ibutamoren", "growth-hormone-axis"],
    ["Vitamin K2 MK-7 100 mcg", "menaquinone", "vitamin-k"],
    ["Vitamin K1 injection", "phytomenadione", "vitamin-k"],
    ["CJC-1295 / no DAC", "cjc-1295", "growth-hormone-axis"],
    ["GHRP-6", "ghrp-6", "growth-hormone-axis"],
    ["Marcumar 3 mg", "phenprocoumon", "vitamin-k-antagonist"],
    ["Coumadin 5 mg", "warfarin", "vitamin-k-antagonist"],
    ["calcitriol 0.25 mcg", "calcitriol", "active-vitamin-d"],
    ["Vit D3 1000 IU", "vitamin D", "vitamin-d"],
    ["Depo-Provera 150 mg/mL", "medroxyprogesterone depot", "bone-harming"],
    ["Zoledronsäure 4 mg", "zoledronate", "bisphosphonate"],
    ["acide alendronique 70 mg", "alendronate", "bisphosphonate"],
    ["Prolia", "denosumab", "denosumab"],
    ["Wyost", "denosumab", "denosumab"],
  ])("%s is %s", (text, agent, drugClass) => {
    const found = find([medication(text)]);
    expect(found.kind === "drugs" && found.matches.map((match) => [match.drug.label, match.drug.drugClass])).toEqual([[agent, drugClass]]);
  });

  test("calcium with vitamin D is both", () => {
    expect(agentsIn("Calcium 600 mg + Vitamin D 400 IU tablet")).toEqual(["calcium", "vitamin D"]);
  });
});

describe("codes", () => {
  test("a code beats a contradicting text", () => {
    const found = find([{ coding: [{ system: rxnorm, code: "84857" }], text: "tamoxifen" }]);
    expect(found.kind === "drugs" && found.matches).toMatchObject([{ drug: { label: "anastrozole" }, how: "coded" }]);
  });
  test("a remembered code proves nothing", () => {
    expect(find([{ coding: [{ system: rxnorm, code: "4018" }] }]).kind).toBe("unknown");
  });
  test("a class word or class code names no drug", () => {
    expect(find([medication("Aromatase inhibitor therapy")]).kind).toBe("class-only");
    expect(find([snomed("413575009")]).kind).toBe("class-only");
    expect(find([{ coding: [{ system: "http://www.whocc.no/atc", code: "L02BG" }] }]).kind).toBe("class-only");
  });
  test("a name in words that deny it is no therapy", () => {
    expect(find([medication("Allergy: Arimidex")]).kind).toBe("denied");
    expect(find([medication("letrozole - discontinued")]).kind).toBe("denied");
    expect(find([medication("Arimidex 1 mg (patient not taking)")]).kind).toBe("denied");
  });
  test("a site's own code counts through its map", () => {
    const local = drugFinder({ ...defaultRecordSettings, localCodes: [{ system: "urn:site", code: "AI1", means: "letrozole" }] });
    expect(local([{ coding: [{ system: "urn:site", code: "AI1" }] }])).toMatchObject({ kind: "drugs", matches: [{ how: "coded" }] });
  });
  test("every code belongs to one drug, save the box of two", () => {
    const owners = new Map<string, string[]>();
    for (const drug of drugs)
      for (const { system, code } of drug.codes) owners.set(`${system}|${code}`, [...(owners.get(`${system}|${code}`) ?? []), drug.label]);
    const shared = [...owners.values()].filter((labels) => labels.length > 1);
    expect(new Set(shared.map((labels) => labels.join()))).toEqual(new Set(["letrozole,ribociclib"]));
  });
});
