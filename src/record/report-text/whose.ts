import { type WrittenDate } from "./dates";
import type { Item } from "./places";
import { textWithoutDates } from "./sequence";
import type { Token } from "./tokens";

export type NumberItem = Extract<Token, { readonly kind: "number" }>;

/** The day a number is said to be from. `sole mention` forms ("in 2021", "on 03/2022") are history unless an older date stands beside them. */
export type DateTie = { readonly date: WrittenDate; readonly written: string; readonly link: "leading" | "history" };

export type Whose = {
  /** Numbers that are not this patient's current result: prior, compared with, quoted, bounds, ranges, someone else's, supposed. */
  readonly notHers: ReadonlySet<NumberItem>;
  readonly dates: ReadonlyMap<NumberItem, DateTie>;
};

/** Decides for each number of a sentence whether it is the patient's own and of this examination. In doubt it is not. */
export function whoseNumbers(items: readonly Item[], folded: string): Whose {
  const notHers = new Set<NumberItem>();
  const scope = new Scope(items, folded);
  items.forEach((item, index) => {
    scope.pass(index);
    if (item.kind === "number") {
      if (scope.holds() || scope.isBound(index)) notHers.add(item);
      const previous = precedingNumber(items, index);
      const range = previous === undefined ? undefined : rangeOf(items, folded, index, previous, item);
      if (previous !== undefined && range !== undefined) {
        notHers.add(previous);
        if (range === "range") notHers.add(item);
        else if (!scope.holds()) notHers.delete(item);
      }
      if (
        previous !== undefined &&
        /^[\s,(]*(?:and |it |which |that )?(?:was|were|war|lag|etait|era|fue|foi)\s*(?:at |bei |a |de )?$/.test(folded.slice(previous.end, item.start))
      )
        notHers.add(item);
      scope.sawNumber(!notHers.has(item));
    } else scope.hear(item, index).forEach((number) => notHers.add(number));
  });
  const dates = tiedDates(items, folded);
  // "was -1.4 in 2023 and is now -1.9": the dated value gives way to the present one.
  items.forEach((item, index) => {
    const earlier = precedingNumber(items, index);
    if (item.kind === "cue" && item.cue === "current" && earlier !== undefined && dates.get(earlier)?.link === "history") notHers.add(earlier);
  });
  return { notHers, dates };
}

/** What the words so far say about the numbers to come. */
class Scope {
  private prior: { readonly afterCurrent: boolean; readonly bracketed: boolean; readonly untilComma: boolean; numbers: number } | undefined;
  private about: "kin" | "others" | undefined;
  private supposed = false;
  private legend = false;
  private voided = false;
  private negated: number | undefined;
  private currentSeen = false;
  private readonly hasThresholds: boolean;

  constructor(
    private readonly items: readonly Item[],
    private readonly folded: string,
  ) {
    this.hasThresholds = items.some((item) => item.kind === "cue" && (item.cue === "bound" || item.cue === "or-beyond"));
  }

  /** Punctuation before an item closes what was open. */
  pass(index: number): void {
    const item = this.items[index];
    const before = this.items[index - 1];
    if (item === undefined || before === undefined) return;
    const gap = this.folded.slice(before.end, item.start);
    if (gap.includes(";")) {
      this.prior = undefined;
      this.about = undefined;
      this.supposed = false;
      this.voided = false;
      this.negated = undefined;
    }
    if (item.kind === "place" && /[,.]/.test(gap)) this.voided = false;
    if (gap.includes(")") && this.prior?.bracketed) this.prior = undefined;
    if (/[,:]/.test(gap)) {
      this.negated = undefined;
      if (this.prior?.untilComma) this.prior = undefined;
    }
    if (item.kind === "word" && /^(?:but|however|whereas|aber|jedoch|mais|pero|maar)$/.test(item.text)) {
      this.negated = undefined;
      if (this.prior?.afterCurrent) this.prior = undefined;
    }
    // "…, compared to -1.8, and the total hip …": the comparison was about the place before.
    if (item.kind === "place" && this.prior?.afterCurrent && this.prior.numbers > 0 && this.beginsAnew(index)) this.prior = undefined;
  }

  /** Takes in a cue; returns the numbers before it that it speaks of. */
  hear(item: Item, index: number): NumberItem[] {
    if (item.kind === "direction") return [];
    if (item.kind !== "cue") return [];
    const previous = precedingNumber(this.items, index);
    const gap = previous === undefined ? undefined : this.folded.slice(previous.end, item.start).replace(/^\s*(?:sd|g\/cm2)/, "");
    switch (item.cue) {
      case "prior":
        return this.hearPrior(index, previous, gap);
      case "compare":
        if (!this.comparesWithReference(index))
          this.prior = { afterCurrent: this.currentSeen, bracketed: this.opensBracket(index), untilComma: this.introduces(index), numbers: 0 };
        return [];
      case "current":
        this.prior = undefined;
        this.supposed = false;
        return [];
      case "patient":
        this.about = undefined;
        return [];
      case "kin":
      case "others":
        this.about = item.cue;
        return previous !== undefined && gap !== undefined && /^\s*(?:\(\s*|(?:in|of|for|from|bei|chez) (?:her |his |the |ihrer )?)$/.test(gap)
          ? [previous]
          : [];
      case "supposed":
        this.supposed = true;
        return previous !== undefined && gap !== undefined && /^\s*$/.test(gap) ? [previous] : [];
      case "void":
        this.voided = true;
        return previous !== undefined && gap !== undefined && gap.length <= 40 && (!/[,;]/.test(gap) || /^\s*,\s*(?:but )?$/.test(gap)) ? [previous] : [];
      case "legend":
        this.legend = this.legend || this.hasThresholds;
        return [];
      case "not":
        this.negated = index;
        return [];
      case "correction":
        return previous !== undefined && item.text.startsWith("should") && gap !== undefined && gap.length < 40 ? [previous] : [];
      case "or-beyond":
        return previous !== undefined && gap !== undefined && /^\s*\(?\s*$/.test(gap) && !this.describes(item) ? [previous] : [];
      default:
        return [];
    }
  }

  sawNumber(current: boolean): void {
    if (this.prior !== undefined) this.prior.numbers += 1;
    if (current) this.currentSeen = true;
  }

  holds(): boolean {
    return this.prior !== undefined || this.about !== undefined || this.supposed || this.legend || this.voided;
  }

  /** "below -2.5", "no T-score of -2.5", "between -1 and -2.5", "by 0.04": the number is a limit or a difference, not a result. */
  isBound(index: number): boolean {
    const number = this.items[index];
    if (number?.kind !== "number") return false;
    if (this.isReference(number, index) || this.isAmountOfChange(number, index)) return true;
    if (this.negated !== undefined && this.reachesFrom(this.negated, index, negatedWords)) return true;
    for (let back = index - 1; back >= Math.max(0, index - 6); back -= 1) {
      const item = this.items[back];
      if (item === undefined || item.kind === "number") break;
      const limits =
        (item.kind === "cue" && (item.cue === "bound" || item.cue === "by")) || (item.kind === "direction" && this.items[back - 1]?.kind !== "unit");
      // "< -2.5" only against its number: other angle brackets are decoration.
      const allowed = /^[<>=≤≥]/.test(item.text) ? item.end >= number.start - 2 : this.reachesFrom(back, index, boundWords);
      if (limits && allowed) return true;
    }
    return false;
  }

  /** "young normal 0.942 g/cm2", "reference mean 0.849": the density of those compared with. */
  private isReference(number: NumberItem, index: number): boolean {
    if (number.sign !== "none" || number.decimals !== 3) return false;
    const label = this.items[index - 1];
    const before = label?.kind === "metric" && label.metrics[0] === "bmd" ? this.items[index - 2] : label;
    const small = /^\s*(?:reference |mean |average )?(?:(?:a?bmd|dmo)\s*)?(?:of |is |was )?[=:]?\s*$/;
    return before?.kind === "reference" && small.test(this.folded.slice(before.end, number.start));
  }

  /** "The T-score dropped 0.6": by so much, not to that. */
  private isAmountOfChange(number: NumberItem, index: number): boolean {
    const before = this.items[index - 1];
    const changed = before?.kind === "cue" && before.cue === "changed";
    return changed && number.sign === "none" && /^\s*(?:about |approximately |some )?$/.test(this.folded.slice(before.end, number.start));
  }

  /** Whether only small words stand between two items. */
  private reachesFrom(from: number, to: number, allowed: ReadonlySet<string>): boolean {
    const first = this.items[from];
    const last = this.items[to];
    if (first === undefined || last === undefined || last.start - first.end > 40 || /[;,)]/.test(this.folded.slice(first.end, last.start))) return false;
    return this.items
      .slice(from + 1, to)
      .every(
        (item) =>
          item.kind === "metric" ||
          item.kind === "direction" ||
          (item.kind === "cue" && item.cue === "bound") ||
          (item.kind === "word" && allowed.has(item.text)),
      );
  }

  private hearPrior(index: number, previous: NumberItem | undefined, gap: string | undefined): NumberItem[] {
    const linked =
      previous !== undefined &&
      gap !== undefined &&
      /^\s*\(?\s*(?:(?:on|at|in|during|per|sur|bei|in der|en|nel|na|op) )?(?:the |her |his |der |die |le |la |el |l')?$/.test(gap);
    const worded = linked && /[a-z]/.test(gap);
    if (linked && (worded || !this.hasOwnNumber(index))) return [previous];
    this.prior = { afterCurrent: this.currentSeen, bracketed: this.opensBracket(index), untilComma: this.introduces(index), numbers: 0 };
    return [];
  }

  private hasOwnNumber(index: number): boolean {
    const cue = this.items[index];
    const next = this.items.slice(index + 1).find((item) => item.kind === "number");
    return cue !== undefined && next !== undefined && !/[;)]/.test(this.folded.slice(cue.end, next.start));
  }

  /** "-2.2, below the expected range" says what the value means; "-2.5, lower" is a limit. */
  private describes(cue: Item): boolean {
    return cue.text.startsWith(",") && /^ (?:the|that|what|this|expected|average|normal|age|peak|young) ?/.test(this.folded.slice(cue.end, cue.end + 12));
  }

  private opensBracket(index: number): boolean {
    const item = this.items[index];
    if (item === undefined) return false;
    const before = this.folded.slice(Math.max(0, item.start - 40), item.start);
    return before.lastIndexOf("(") > before.lastIndexOf(")");
  }

  /** "Compared to the prior study, the T-score is now …": an introduction, over at its comma if the present tense follows. */
  private introduces(index: number): boolean {
    const item = this.items[index];
    const first = this.items.find((other) => other.kind === "number");
    const begin = this.items[0];
    if (item === undefined || first === undefined || begin === undefined || item.start > first.start) return false;
    const introduction = this.folded.slice(begin.start, first.start);
    const comma = introduction.indexOf(",");
    if (comma < 0 || begin.start + comma < item.end) return false;
    if (
      !/^\W*(?:since|compared|in comparison|relative|versus|seit|im vergleich|gegenuber|depuis|par rapport|desde|en comparacion|rispetto|vergeleken)/.test(
        introduction,
      )
    )
      return false;
    const rest = introduction.slice(comma);
    return /\b(?:is|are|has|have|measures|remains|ist|hat|betragt|est|es)\b/.test(rest) && !/\b(?:was|were|had|war|etait|era)\b/.test(rest);
  }

  /** "compared with young adults" compares with the reference population, not with an earlier scan. */
  private comparesWithReference(index: number): boolean {
    return this.items.slice(index + 1, index + 5).some((item) => item.kind === "reference");
  }

  private beginsAnew(index: number): boolean {
    const place = this.items[index];
    if (place === undefined) return false;
    const before = this.folded.slice(Math.max(0, place.start - 24), place.start);
    return /(?:[,;]|\b(?:and|und|et|y|e|en))\s*(?:(?:the|that of|those of|der|die|das|le|la|el|il|de|het) ?){0,3}$/.test(before);
  }
}

const boundWords = new Set(
  "or equal to oder gleich als than o igual uguale a de di que do t score scores of approximately about at the von ou egale".split(" "),
);
const negatedWords = new Set("a an any of evidence the is was are were site sites value values with has have all been at or und von de".split(" "));

function precedingNumber(items: readonly Item[], index: number): NumberItem | undefined {
  for (let back = index - 1; back >= 0; back -= 1) {
    const item = items[back];
    if (item?.kind === "number") return item;
  }
  return undefined;
}

/** "from A to B" after a verb of change: B is now. Any other "A to B", "A - B", "between A and B" is a range. */
function rangeOf(items: readonly Item[], folded: string, index: number, first: NumberItem, second: NumberItem): "range" | "change" | undefined {
  const written = folded.slice(first.end, second.start);
  const between = textWithoutDates(folded, items.slice(Math.max(0, index - 6), index), first.end, second.start);
  const to =
    /^\s*(?:sd|g\/cm2)?\s*(?:\([^()]{0,30}\)\s*)?(?:\bto\b|through|until|\bbis\b|\bauf\b|\ba\b|\bal\b|\btot\b|\bnaar\b|t\/m|-)\s*(?:\bzu\b)?\s*$/.test(
      between,
    ) ||
    (/^\s*$/.test(between) && second.sign === "spaced");
  if (/^\s*(?:sd|g\/cm2)?\s*(?:→|->|=>)\s*$|^(?:sd|g\/cm2)? ?> ?$/.test(between)) return "change";
  const before = folded.slice(Math.max(0, first.start - 30), first.start);
  if (!to)
    return /^\s*(?:sd)?\s*(?:and|und|et|y|e|en)\s*$/.test(between) && /(?:between|zwischen|entre|\btra|\bfra|tussen)\s+(?:t-?scores? )?(?:of )?$/.test(before)
      ? "range"
      : undefined;
  const from = /\b(?:from|by|um|von|de|da|dal|du|van|desde)\s*$/.test(before);
  // "von -1,2 auf -1,8 gefallen": German says the verb last. "de -1,2 (2023) a -1,8": a dated first value is no end of a range.
  const changed =
    /\bauf\b/.test(between) ||
    between !== written ||
    items
      .slice(Math.max(0, index - 16), index)
      .some((item) => item.end <= first.start && item.kind === "cue" && (item.cue === "changed" || item.cue === "correction"));
  return from && changed ? "change" : "range";
}

function tiedDates(items: readonly Item[], folded: string): Map<NumberItem, DateTie> {
  const ties = new Map<NumberItem, DateTie>();
  let leading: DateTie | undefined;
  let aside: number | undefined; // where a date in brackets ends that holds until they close
  let numbersSeen = false;
  let datesSeen = false;
  items.forEach((item, index) => {
    if (item.kind === "cue" && item.cue === "current" && leading?.link === "history") leading = undefined;
    if (item.kind === "number") {
      numbersSeen = true;
      if (aside !== undefined && folded.slice(aside, item.start).includes(")")) leading = undefined;
      if (leading !== undefined) ties.set(item, leading);
      return;
    }
    if (item.kind !== "date") return;
    const before = folded.slice(Math.max(0, item.start - 40), item.start);
    if (
      /(?:since|seit|depuis|desde|dal|sinds|until|through|started?|diagnos[a-z]*|born|dob|birth|geb\.?|signed|printed|due|next|begun|surgery|menopause|naci[a-z]*|repeat)\W*(?:on|in|the|of|date|le|am|:)?\W*$/.test(
        before,
      )
    )
      return;
    const number = precedingNumber(items, index);
    const place = items[index - 1];
    // "T -2.9 spine (2019)"
    const behind = place?.kind === "place" && items[index - 2] === number && /^\s*[([]\s*$/.test(folded.slice(place.end, item.start));
    const follows =
      number !== undefined &&
      /^\s*(?:sd|g\/cm2)?\s*[([,]?\s*(?:(?:on|in|from|dated|of|am|vom|im|le|en|el|del|nel|il|em|op|as of) )?(?:the )?$/.test(
        folded.slice(behind ? place.end : number.end, item.start),
      );
    const heads = /^\s*\)?\s*:/.test(folded.slice(item.end, item.end + 4));
    if (follows && !heads) {
      ties.set(number, { date: item.date, written: item.text, link: "history" });
      leading = undefined;
    } else {
      // No scanner dates its own report by the year alone.
      const past = item.date.month === undefined || (numbersSeen && !datesSeen) || /\b(?:in|im|en|nel|em)\s*(?:the year |year )?$/.test(before);
      leading = { date: item.date, written: item.text, link: past ? "history" : "leading" };
      aside = before.lastIndexOf("(") > before.lastIndexOf(")") && !/^ ?\)/.test(folded.slice(item.end, item.end + 2)) ? item.end : undefined;
    }
    datesSeen = true;
  });
  return ties;
}
