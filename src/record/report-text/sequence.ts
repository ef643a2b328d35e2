import type { Item } from "./places";
import type { NumberItem } from "./whose";

/** The items of one sentence with the text between them. */
export class Sequence {
  readonly numbers: readonly NumberItem[];
  private readonly indexOf = new Map<Item, number>();
  private lists: { first: number; length: number }[] | undefined;

  constructor(
    readonly items: readonly Item[],
    readonly folded: string,
  ) {
    this.numbers = items.filter((item) => item.kind === "number");
    items.forEach((item, index) => this.indexOf.set(item, index));
  }

  at(item: Item): number {
    return this.indexOf.get(item) ?? 0;
  }

  next(item: Item): Item | undefined {
    return this.items[this.at(item) + 1];
  }

  /** The written text between two items. */
  between(first: Item, second: Item): string {
    return this.folded.slice(first.end, second.start);
  }

  /** The same without dates: "-2.2 in 2026 at the spine". */
  betweenWithoutDates(first: Item, second: Item): string {
    return textWithoutDates(this.folded, this.items.slice(this.at(first) + 1, this.at(second)), first.end, second.start);
  }

  /** First position and length of the list that a number stands in: "-2.3 / -0.8", "-2.3 and -1.7". A lone number is a list of one. */
  listOf(position: number): { readonly first: number; readonly length: number } {
    this.lists ??= this.findLists();
    return this.lists[position] ?? { first: position, length: 1 };
  }

  private findLists(): { first: number; length: number }[] {
    const lists: { first: number; length: number }[] = [];
    this.numbers.forEach((number, position) => {
      const previous = this.numbers[position - 1];
      const list = lists[position - 1];
      if (previous !== undefined && list !== undefined && listed.test(this.between(previous, number))) {
        list.length += 1;
        lists.push(list);
      } else lists.push({ first: position, length: 1 });
    });
    return lists;
  }
}

/** The text from one position to another without the dates among the items there. */
export function textWithoutDates(folded: string, items: readonly Item[], start: number, end: number): string {
  let text = "";
  let from = start;
  for (const item of items) {
    if (item.kind !== "date") continue;
    text += folded.slice(from, item.start).replace(/[([]?(?:\b(?:on|in|im|am|en|le|el|del|nel)\s+)?$/, "");
    from = item.end + (/^[)\]]/.test(folded.slice(item.end, item.end + 1)) ? 1 : 0);
  }
  return text + folded.slice(from, end);
}

const listed = /^\s*(?:sd|g\/cm2|gm\/cm2)?\s*(?:[,;/|&]\s*)?(?:(?:and|und|et|y|e|en|bzw\.?)\s+)?$/;
