import { fold } from "../../terminology/concept";
import { type Drug, drugs } from "../../terminology/drugs";
import { aromataseInhibitorClass } from "../../terminology/drugs-endocrine";
import { codingsOf, isRecord, matchConcept, textsOf } from "../chart";
import type { How } from "../fact";
import type { RecordSettings } from "../site";

type DrugMatch = { readonly drug: Drug; readonly how: How };

export type Recognised =
  | { readonly kind: "drugs"; readonly matches: readonly [DrugMatch, ...DrugMatch[]] }
  /** Only the class of the aromatase inhibitors is named. */
  | { readonly kind: "class-only" }
  /** A known name, in a sentence that says it is not taken. */
  | { readonly kind: "denied"; readonly matches: readonly [DrugMatch] }
  | { readonly kind: "unknown" };

/** Words beside a drug's name that keep the name from proving a therapy. Only codes are stronger. */
const denials =
  /\ballerg|\bintoleran|\badverse (?:drug )?(?:reaction|event)|\bdo not\b|\bdon't\b|\bavoid\b|\bdeclin|\brefus(?:ed|al)|\bnever (?:started|taken)|\bno longer\b|\bnot tak(?:ing|en)\b|\bdiscontinued\b|\bstopped\b|\bcontraindicat|\bplacebo\b|\bcandidate\b|\bhold off\b/;

/**
 * Finds the drugs that the names and codes of a medication stand for: a code beats every name, several drugs may be in one
 * box, class words prove nothing. It remembers what it saw, because dispenses repeat a few products.
 */
export function drugFinder(settings: RecordSettings): (coded: readonly unknown[]) => Recognised {
  const seen = new Map<string, Recognised>();
  return (coded) => {
    const key = JSON.stringify(coded.map((one) => [codingsOf(one).map((coding) => [coding.system, coding.code]), textsOf(one)]));
    const known = seen.get(key);
    if (known) return known;
    const found = recognise(coded, settings);
    seen.set(key, found);
    return found;
  };
}

function recognise(coded: readonly unknown[], settings: RecordSettings): Recognised {
  const matches: DrugMatch[] = [];
  for (const drug of drugs) {
    const how = coded.map((one) => matchConcept(drug, one, settings)).reduce(better, undefined);
    // "Calcium carbonate 600 mg calcium / vitamin D3" names its calcium twice; the salt comes first.
    const again = drug.drugClass === "calcium" && matches.find((match) => match.drug.drugClass === "calcium");
    if (how && !again) matches.push({ drug, how });
    else if (again && how === "coded") matches[matches.indexOf(again)] = { ...again, how };
  }
  const [coded1, ...codedMore] = matches.filter((match) => match.how === "coded");
  if (coded1) return { kind: "drugs", matches: [coded1, ...codedMore] };
  const [first, ...more] = matches;
  if (first) {
    const denied = coded.some((one) => textsOf(one).some((text) => denials.test(fold(text))));
    return denied ? { kind: "denied", matches: [first] } : { kind: "drugs", matches: [first, ...more] };
  }
  return coded.some((one) => matchConcept(aromataseInhibitorClass, one, settings)) ? { kind: "class-only" } : { kind: "unknown" };
}

/** How well two readings know: a code is better than a name. */
function better(a: How | undefined, b: How | undefined): How | undefined {
  return a === "coded" || b === undefined ? a : b;
}

/** Whether the entry is a form that reaches the whole body. ATC H02 and L04 say so by themselves. */
export function formOf(drug: Drug, coded: readonly unknown[], words: string): "systemic" | "local" | "not-stated" {
  if (!drug.forms) return "systemic";
  if (drug.forms.local.test(words)) return "local";
  if (drug.forms.systemic.test(words)) return "systemic";
  const atc = coded.flatMap(codingsOf).map((coding) => (typeof coding.code === "string" ? coding.code : ""));
  return atc.some((code) => code.startsWith("H02A")) ? "systemic" : drug.forms.otherwise;
}

/** The name to show: what the chart calls the drug, unless that is markup, a paragraph or a billing unit ("Injection, denosumab, 1 mg"). */
export function drugLabel(coded: readonly unknown[], drug: Drug): string {
  const texts = coded.filter(isRecord).flatMap((one) => textsOf(one));
  return texts.map((text) => text.trim()).find((text) => text !== "" && text.length <= 120 && !/[<>{}]|^injection,/i.test(text)) ?? drug.label;
}
