import { whoOf } from "../fhir/origin";
import type { WritableResource } from "../fhir/write";
import { followUpSystems } from "../record/follow-up";
import { systems } from "../terminology/concept";
import { type Draft, type DraftContext, identifier, patient, query } from "./follow-up-resources";

/**
 * The note as a document of the chart (R4 DocumentReference, US Core clinical note): preliminary until the clinician signs it. Neither
 * type nor title says bone density scan, so that no reader of documents, Boneline's own included, takes it for one. The same words on
 * the same day are one document, so its content says nothing of the minute. `now`: an instant.
 */
export function noteDraft(plain: string, docStatus: "preliminary" | "final", now: string, context: DraftContext): Draft {
  const author = whoOf(context.user);
  const resource: WritableResource = {
    resourceType: "DocumentReference",
    identifier: identifier(followUpSystems.note, `${context.today}.${docStatus}.${fingerprint(plain)}`, context),
    status: "current",
    docStatus,
    type: { coding: [{ system: systems.loinc, code: "11506-3", display: "Progress note" }], text: "Progress note" },
    category: [
      { coding: [{ system: "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category", code: "clinical-note", display: "Clinical Note" }] },
    ],
    subject: patient(context),
    date: now,
    author: [author],
    ...(docStatus === "final" && { authenticator: author }),
    description: title,
    content: [{ attachment: { contentType: "text/plain; charset=utf-8", language: "en", data: base64(plain), title } }],
  };
  return { resource, ifNoneExist: query(resource) };
}

const title = "Bone health on an aromatase inhibitor";

/** UTF-8, because the notes hold true minus signs. */
function base64(words: string): string {
  return btoa(Array.from(new TextEncoder().encode(words), (byte) => String.fromCharCode(byte)).join(""));
}

/** 64 bits that tell one text from another (FNV-1a, twice); no secret. */
function fingerprint(words: string): string {
  const hash = (seed: number): string => {
    let sum = seed;
    for (const byte of new TextEncoder().encode(words)) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
    return sum.toString(16).padStart(8, "0");
  };
  return hash(0x811c9dc5) + hash(0x2f0b4c47);
}
