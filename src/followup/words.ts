import { catalogue } from "../guidelines/catalogue";
import { searchWords } from "../guidelines/searches-read";
import type { NotLoaded } from "./row";
import { text } from "./text";

const titles = new Map(catalogue.map(({ id, title }) => [id, title]));

/** A rule's neutral title; its id where rows made by another version name one that this version does not have. */
export function promptTitle(id: string): string {
  return titles.get(id) ?? id;
}

/** "2 years 3 months": how long she has been on it. */
export function durationText(months: number): string {
  if (months < 12) return text("months", { months });
  const years = Math.floor(months / 12);
  const rest = months % 12;
  return rest === 0 ? text("years", { years }) : text("yearsMonths", { years, months: rest });
}

/** What is missing, in words: never to be read as "nothing there". */
export function notLoadedText(notLoaded: readonly NotLoaded[]): string {
  return text("notLoaded", { what: [...new Set(notLoaded.map(({ search }) => searchWords[search]))].join(", ") });
}
