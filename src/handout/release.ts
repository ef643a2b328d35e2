import { edition as rulesEdition } from "../guidelines/edition";
import type { HandOut, HandOutLine } from "./hand-out-text";
import { heading, list, type Note, noteOf, paragraph } from "./note-markup";
import { adviceEdition, type Language, sheetText } from "./sheet-text";

/** What a clinician has read, ticked and released: the very words, so that nothing slips onto a sheet later. */
export type Release = {
  readonly language: Language;
  readonly lines: readonly HandOutLine[];
  /** All that stood in the draft as it was read, the lines that were left off among them. */
  readonly offered: readonly HandOutLine[];
  readonly who: string;
  /** ISO calendar day. */
  readonly day: string;
};

/** Whether every released line still stands in the draft as it was read, and no line that nobody has read. */
export function stillHolds({ language, lines, offered }: Release, draft: HandOut): boolean {
  return draft.state === "draft" && draft.language === language && areIn(lines, draft.lines) && areIn(draft.lines, offered);
}

function areIn(some: readonly HandOutLine[], all: readonly HandOutLine[]): boolean {
  return some.every((line) => all.some((other) => sameLine(other, line)));
}

function sameLine(one: HandOutLine, other: HandOutLine): boolean {
  return one.id === other.id && one.text === other.text && one.from === other.from;
}

/** The rules' and the advice's editions, as they stand at the foot of a sheet. */
export function editionLine(language: Language): string {
  return sheetText(language, "edition", { advice: adviceEdition.version, rules: rulesEdition.version });
}

/** A released sheet as text for a message to the patient. */
export function sheetAsNote({ language, lines }: Release, released: string): Note {
  const parts = [...new Set(lines.map((line) => line.section))].flatMap((section) => [
    heading(sheetText(language, `section-${section}`)),
    list(
      lines.filter((line) => line.section === section).flatMap((line) => [line.text, ...(line.table ?? []).map(({ name, amount }) => `${name}: ${amount}`)]),
    ),
  ]);
  return noteOf([
    heading(sheetText(language, "title")),
    ...parts,
    paragraph(sheetText(language, "foot")),
    paragraph(released),
    paragraph(editionLine(language)),
  ]);
}
