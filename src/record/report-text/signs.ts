import type { Heard } from "./hear";

/**
 * Leaves out the scores of a report whose minus signs were lost on the way: it finds osteopenia or osteoporosis, not one score has
 * a sign, and a T-score is 1 or more.
 */
export function withoutLostSigns(heard: readonly Heard[], folded: string): Heard[] {
  const scores = heard.filter(({ finding }) => finding.metric !== "bmd");
  const signed = scores.some(({ finding }) => finding.value < 0 || finding.number.sign !== "none");
  const high = scores.some(({ finding }) => finding.metric === "t-score" && finding.value >= 1);
  if (signed || !high || !findsLowDensity(folded)) return [...heard];
  return heard.filter(({ finding }) => finding.metric === "bmd" || finding.value === 0);
}

/** A sentence that says so of this patient: not a definition, a negation, a history, an advice. */
function findsLowDensity(folded: string): boolean {
  return folded.split(/[.;\n](?!\d)/).some((sentence) => lowDensity.test(sentence) && !aside.test(sentence));
}

const lowDensity = /osteopeni|osteopaeni|osteoporo(?:sis|tic|se|s[ei]|tisch)|low bone (?:mass|density)|masa osea baja/;
const aside =
  /[<>≤≥]|-\s?\d|\b(?:no|not|nor|without|negative|normal|kein[a-z]*|nicht|pas|sans|sin|non|senza|history|family|mother|risk|screen(?:ing)?|evaluat[a-z]*|assess|indication|reason|classif[a-z]*|defin[a-z]*|criteria|who|oms|treat[a-z]*|prevent[a-z]*|prophyla[a-z]*|foundation|society|clinic|centre|center|if|known|prior|previous)\b/;
