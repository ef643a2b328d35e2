import { verified } from "./code-table";
import { type Concept, systems } from "./concept";

export const bodyMassIndex: Concept = {
  id: "body-mass-index",
  label: "body mass index",
  codes: verified(systems.loinc, "canvas-medical/canvas-plugins value set 2022", { "39156-5": "Body mass index (BMI) [Ratio]" }),
  text: /^(?:bmi\b|body mass index)/,
  notText: /percentile|z-?score|for age|goal|target/,
};

export const bodyWeight: Concept = {
  id: "body-weight",
  label: "body weight",
  codes: [
    ...verified(systems.loinc, "VSAC 2.16.840.1.113762.1.4.1045.159 (eCQM 2024)", { "29463-7": "Body weight" }),
    ...verified(systems.loinc, "VSAC 2.16.840.1.113883.3.464.1003.121.12.1015 (eCQM 2024)", { "3141-9": "Body weight Measured" }),
  ],
  text: /^(?:body )?weight$|^korpergewicht$|^poids(?: corporel)?$|^peso(?: corporal| corporeo)?$/,
};

export const bodyHeight: Concept = {
  id: "body-height",
  label: "body height",
  codes: verified(systems.loinc, "VSAC 2.16.840.1.113883.3.464.1003.121.12.1014 (eCQM 2024)", { "8302-2": "Body height" }),
  text: /^(?:body )?height$|^(?:korpergro(?:ss|ß)e|korperlange)$|^taille$|^(?:talla|estatura|altezza)$/,
};
