import { saysHeldBack } from "../record/searches";

/** One issue of an OperationOutcome, as far as it can be believed. */
export type Issue = { readonly severity: string; readonly code: string; readonly text: string; readonly withheld: boolean };

/** The issues of something that should be an OperationOutcome. */
export function issuesOf(outcome: unknown): readonly Issue[] {
  const issues = isObject(outcome) ? outcome["issue"] : undefined;
  return (Array.isArray(issues) ? issues : []).filter(isObject).map((issue) => {
    const details = isObject(issue["details"]) ? issue["details"] : {};
    const codings = (Array.isArray(details["coding"]) ? details["coding"] : []).filter(isObject);
    const code = textOf(issue["code"]);
    const severity = textOf(issue["severity"]);
    const texts = [details["text"], issue["diagnostics"], ...codings.map((coding) => coding["display"]), code];
    return {
      severity,
      code,
      text: texts.map(textOf).find((text) => text !== "") ?? "The EHR gave no details.",
      withheld: severity === "error" || severity === "fatal" || saysHeldBack(issue),
    };
  });
}

export function isOutcome(resource: unknown): resource is Record<string, unknown> {
  return isObject(resource) && resource["resourceType"] === "OperationOutcome";
}

/** Whether an error answer says that the server does not have such resources at all. */
export function saysUnsupported(body: unknown): boolean {
  return (
    isOutcome(body) &&
    issuesOf(body).some(
      ({ code, text }) => code === "not-supported" || /unknown resource ?type|resource ?type .{0,40}not (?:supported|known)|unsupported resource/i.test(text),
    )
  );
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Markup and line breaks have no place in a line of text; long diagnostics are cut. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value.replace(/\s+/g, " ").trim().slice(0, 300) : "";
}
