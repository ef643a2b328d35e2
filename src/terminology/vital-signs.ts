import type { Concept } from "./concept";
import { loinc } from "./loinc";

export const bodyMassIndex: Concept = {
  id: "body-mass-index",
  label: "body mass index",
  codes: [loinc("39156-5", "Body mass index (BMI) [Ratio]", "canvas-medical/canvas-plugins value set 2022")],
  text: /^(?:bmi\b|body mass index)/,
  notText: /percentile|z-?score|for age|goal|target/,
};

export const bodyWeight: Concept = {
  id: "body-weight",
  label: "body weight",
  codes: [
    loinc("29463-7", "Body weight", "VSAC 2.16.840.1.113762.1.4.1045.159 (eCQM 2024)"),
    loinc("3141-9", "Body weight Measured", "VSAC 2.16.840.1.113883.3.464.1003.121.12.1015 (eCQM 2024)"),
  ],
  text: /^(?:body )?weight$|^korpergewicht$|^poids(?: corporel)?$|^peso(?: corporal| corporeo)?$/,
};

export const bodyHeight: Concept = {
  id: "body-height",
  label: "body height",
  codes: [loinc("8302-2", "Body height", "VSAC 2.16.840.1.113883.3.464.1003.121.12.1014 (eCQM 2024)")],
  text: /^(?:body )?height$|^(?:korpergro(?:ss|ß)e|korperlange)$|^taille$|^(?:talla|estatura|altezza)$/,
};
