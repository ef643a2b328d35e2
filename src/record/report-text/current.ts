import type { FhirDate } from "../fact";
import { dayComesFirst, dayNumber, datePattern, readDate, sameExamination, type WrittenDate } from "./dates";
import type { Heard, Report } from "./hear";

/**
 * Leaves out what is dated earlier than the examination. The examination's day is what the text labels so, or the day of the report
 * (`reportDate`) where a value is tied to it, or the newest day that a value is tied to. A value that is only placed in the past
 * ("-1.9 in 2021"), with nothing older beside it, is history.
 */
export function currentOnly({ heard, ties }: Report, folded: string, reportDate: FhirDate | undefined): Heard[] {
  if (ties.length === 0) return [...heard];
  const labelled = labelledExamination(folded);
  const saysDayFirst = dayComesFirst([...ties.map(({ written }) => written), ...(labelled ? [labelled.written] : [])]);
  const own = labelled === undefined ? ownDay(ties, reportDate, saysDayFirst) : undefined;
  const dayFirst = own?.dayFirst ?? saysDayFirst;
  const examination = labelled?.date ?? own?.date;
  const all = [...ties.map(({ date }) => date), ...(examination ? [examination] : [])];
  const newest = own?.date ?? all.reduce((latest, date) => (dayNumber(date, dayFirst) > dayNumber(latest, dayFirst) ? date : latest));
  const older = all.some((date) => !sameExamination(date, newest, dayFirst));
  return heard.filter(({ finding: { date } }) => {
    if (date === undefined) return true;
    if (!sameExamination(date.date, newest, dayFirst)) return false;
    return date.link === "leading" || older || (examination !== undefined && sameExamination(date.date, examination, dayFirst));
  });
}

/**
 * The day of the report, if a value is dated like it: that value is of this examination. "05/11/2024" is read as the order of day
 * and month that fits. A report filed long after its scan matches nothing in its text and decides nothing.
 */
function ownDay(
  ties: Report["ties"],
  reportDate: FhirDate | undefined,
  saysDayFirst: boolean,
): { readonly date: WrittenDate; readonly dayFirst: boolean } | undefined {
  if (reportDate === undefined || reportDate.precision === "year") return undefined;
  const [year = 0, month = 1, day] = reportDate.text.split("-").map(Number);
  const date = { year, month, ...(day !== undefined && { day }) };
  const fits = [...new Set([saysDayFirst, true])].flatMap((dayFirst) => {
    const near = ties.filter((tie) => tie.date.month !== undefined && sameExamination(tie.date, date, dayFirst));
    return near.map((tie) => ({ date, dayFirst, apart: Math.abs(dayNumber(tie.date, dayFirst) - dayNumber(date, dayFirst)) }));
  });
  return fits.toSorted((a, b) => a.apart - b.apart)[0];
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
