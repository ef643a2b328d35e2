import { dayComesFirst, dayNumber, datePattern, readDate, sameExamination, type WrittenDate } from "./dates";
import type { Heard, Report } from "./hear";

/**
 * Leaves out what is dated earlier than the examination. The examination's day is what the text labels so, or the newest day that
 * a value is tied to. A value that is only placed in the past ("-1.9 in 2021"), with nothing older beside it, is history.
 */
export function currentOnly({ heard, ties }: Report, folded: string): Heard[] {
  const examination = labelledExamination(folded);
  if (ties.length === 0) return [...heard];
  const dayFirst = dayComesFirst([...ties.map(({ written }) => written), ...(examination ? [examination.written] : [])]);
  const all = [...ties.map(({ date }) => date), ...(examination ? [examination.date] : [])];
  const newest = all.reduce((latest, date) => (dayNumber(date, dayFirst) > dayNumber(latest, dayFirst) ? date : latest));
  const older = all.some((date) => !sameExamination(date, newest, dayFirst));
  return heard.filter(({ finding: { date } }) => {
    if (date === undefined) return true;
    if (!sameExamination(date.date, newest, dayFirst)) return false;
    return date.link === "leading" || older || (examination !== undefined && sameExamination(date.date, examination.date, dayFirst));
  });
}

const examinationLabel = new RegExp(
  String.raw`(?:(?:exam(?:ination)?|scan|study|service|procedure|acquisition)(?: date ?[:=]?| ?[:=])|(?:date of (?:exam(?:ination)?|scan|study|service)|untersuchungsdatum|date de l'examen|fecha del estudio) ?[:=]?) ?(${datePattern})`,
);

function labelledExamination(folded: string): { readonly date: WrittenDate; readonly written: string } | undefined {
  const match = examinationLabel.exec(folded);
  const written = match?.[1];
  if (match === null || written === undefined) return undefined;
  if (/(?:prior|previous|last|comparison|next)\W*$/.test(folded.slice(Math.max(0, match.index - 14), match.index))) return undefined;
  const date = readDate(written);
  return date?.month === undefined ? undefined : { date, written };
}
