import { isRecord } from "../record/chart";

export type Resource = Readonly<Record<string, unknown>>;

/** Parses one line; undefined when it is not a JSON object. */
export function parseLine(text: string): Resource | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // the caller lists the line
  }
}

/** The resource's own type, without parsing the line where `resourceType` stands at its front. */
export function typeOfLine(text: string): string | undefined {
  const front = /^\{\s*"resourceType"\s*:\s*"([A-Za-z]+)"/.exec(text)?.[1];
  if (front !== undefined) return front;
  const type = parseLine(text)?.["resourceType"];
  return typeof type === "string" ? type : undefined;
}

const patientReference = /"reference"\s*:\s*"(?:[^"]*\/)?Patient\\?\/([A-Za-z0-9.-]+)/g;

/** Ids of every patient that the line refers to, its owner among them. */
export function patientsIn(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(patientReference), (match) => match[1] ?? ""))];
}

/** The patient a resource belongs to (R4: `subject`, or `patient`). */
export function ownerOf(resource: unknown, aliases?: ReadonlyMap<string, string>): string | undefined {
  if (!isRecord(resource)) return undefined;
  for (const element of ["subject", "patient"]) {
    const pointer = resource[element];
    const written = isRecord(pointer) ? pointer["reference"] : undefined;
    if (typeof written !== "string") continue;
    const id = /(?:^|\/)Patient\/([A-Za-z0-9.-]+)(?:\/_history\/[^/]+)?$/.exec(aliases?.get(written) ?? written)?.[1];
    if (id !== undefined) return id;
  }
  return undefined;
}

/** Id behind a reference to one type of resource, relative or absolute; undefined for contained and other references. */
export function idReferred(pointer: unknown, type: string): string | undefined {
  const written = isRecord(pointer) ? pointer["reference"] : undefined;
  if (typeof written !== "string") return undefined;
  return new RegExp(`(?:^|/)${type}/([A-Za-z0-9.-]+)(?:/_history/[^/]+)?$`).exec(written)?.[1];
}
