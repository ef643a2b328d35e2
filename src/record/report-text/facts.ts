import type { DxaSite, Scanner } from "../record";
import type { TextLsc } from "./report-text";
import type { Spoken } from "./hear";
import { regionOf, vertebraeText } from "./places";

/**
 * The scanner that the text names. Two makers in one text (a change of machine told in a comparison) give none, unless one is
 * named as the machine of this scan.
 */
export function scannerIn(folded: string, original: string): Scanner | undefined {
  const found = [...folded.matchAll(models)].map((match) => ({ start: match.index, end: match.index + match[0].length, maker: makerOf(match[0]) }));
  const makers = new Set(found.map(({ maker }) => maker));
  const here =
    makers.size > 1
      ? found.filter(({ start }) =>
          /(?:scanner|device|equipment|densitometer|machine|gerat|appareil|equipo|performed (?:on|with|using)|using)\W+(?:an? |the )?$/.test(
            folded.slice(Math.max(0, start - 40), start),
          ),
        )
      : found;
  const makersHere = new Set(here.map(({ maker }) => maker));
  const [maker] = makersHere;
  if (makersHere.size !== 1 || maker === undefined) return undefined;
  // The fullest name says most: "Hologic Horizon W" over "Hologic".
  const fullest = here.reduce((best, next) => (next.end - next.start > best.end - best.start ? next : best));
  return { label: original.slice(fullest.start, fullest.end).replace(/\s+/g, " ").trim(), maker };
}

/** 10-year probabilities printed on the report; thresholds beside them ("> 20 %") are not taken. */
export function fraxIn(folded: string): { readonly major?: number; readonly hip?: number } | undefined {
  const at = /\bfrax\b|10[ -]?(?:year|jahre|ans|anos|anni)|ten[ -]year/.exec(folded)?.index;
  if (at === undefined) return undefined;
  const window = folded.slice(at, at + 700);
  const major = percentAfter(
    window,
    /major osteoporotic|\bmof\b|major fracture|any major|hauptfraktur|grosse osteoporotische|osteoporotica mayor|fracture majeure|osteoporotica maggiore/g,
  );
  const hip = percentAfter(window, /\bhip\b|\bhf\b|huft(?:e|fraktur)|schenkelhalsfraktur|hanche|cadera|anca|femore|heup/g);
  if (major === undefined && hip === undefined) return undefined;
  return { ...(major !== undefined && { major }), ...(hip !== undefined && { hip }) };
}

/** Least significant change, percent or g/cm2, with the site it is printed for. */
export function lscIn(folded: string, spoken: readonly Spoken[]): TextLsc | undefined {
  const percent: Partial<Record<DxaSite, number>> = {};
  const absolute: Partial<Record<DxaSite, number>> = {};
  for (const { span, items } of spoken) {
    const { start, end } = span;
    const sentence = folded.slice(start, end);
    const said =
      /\blsc\b|least significant change|kleinste signifikante|plus petit changement significatif|cambio minimo significativo|variation minimale significative/.exec(
        sentence,
      );
    if (said === null) continue;
    const places = items.filter((item) => item.kind === "place");
    for (const match of sentence.slice(said.index).matchAll(/(\d{1,2}(?:[.,]\d{1,4})?|[.]\d{2,4}) ?(%|(?:g|gm) ?\/ ?cm)/g)) {
      const from = start + said.index + match.index;
      const value = Number((match[1] ?? "").replace(",", "."));
      const isPercent = match[2] === "%";
      if (isPercent ? value < 0.5 || value > 15 : value < 0.005 || value > 0.15) continue;
      const linked = places.find(
        (place) => place.start >= from && /^\W*(?:(?:at|for|in|of|on) (?:the )?)$/.test(folded.slice(from + match[0].length, place.start).replace(/^2/, "")),
      );
      const site = regionSite(linked ?? places.findLast((place) => place.end <= from));
      const into = isPercent ? percent : absolute;
      into[site] ??= value;
    }
  }
  return Object.keys(percent).length + Object.keys(absolute).length === 0 ? undefined : { percent, absolute };
}

/** Vertebrae analysed, when the text names them: as a range ("L2-L4") or by what was left out ("L3 excluded"). */
export function vertebraeIn(spoken: readonly Spoken[]): string | undefined {
  let ranged: string | undefined;
  const excluded: number[] = [];
  for (const { items } of spoken) {
    for (const item of items) {
      if (item.kind === "excluded") excluded.push(...item.vertebrae);
      if (item.kind === "place" && item.family === "spine") ranged ??= vertebraeText(item.vertebrae);
    }
  }
  if (ranged !== undefined && ranged !== "L1-L4") return ranged;
  if (excluded.length === 0) return ranged;
  return vertebraeText([1, 2, 3, 4].filter((vertebra) => !excluded.includes(vertebra)));
}

const models =
  /(?:hologic[ ,]*(?:inc\.?[ ,]*)?)?(?:discovery|horizon|delphi|qdr[ -]?\d*|explorer)(?:[ -](?:[a-z]{1,2}|sl|wi|ci)(?![a-z]))?(?=[ \n]|[.,;)]|$)|hologic(?! [a-z])|hologic|(?:ge[ -])?(?:healthcare )?lunar (?:idxa|prodigy(?: (?:advance|primo|pro))?|dpx(?:-[a-z]+)?|expert|achilles)|(?:ge )?(?:healthcare )?(?:idxa|prodigy(?: (?:advance|primo|pro))?|dpx-[a-z]+)\b|ge (?:healthcare )?lunar|\blunar\b|norland(?: (?:xr-?\d+|elite|excell|apollo))?|\bxr-\d\d\b|\bstratos(?: dr)?\b|dms (?:stratos|pegasus)|osteosys(?: \w+)?|\bprimus\b(?= (?:dxa|dexa))|medilink \w+/g;

function makerOf(model: string): Scanner["maker"] {
  if (/hologic|discovery|horizon|delphi|qdr|explorer/.test(model)) return "Hologic";
  if (/lunar|idxa|prodigy|dpx|\bge\b/.test(model)) return "GE Lunar";
  return /norland|xr-/.test(model) ? "Norland" : "other";
}

/** The percentage that stands with a word: "hip fracture 3.1%", "3.1% for hip fracture". */
function percentAfter(window: string, words: RegExp): number | undefined {
  for (const word of window.matchAll(words)) {
    const after = /^[^%\d;<>≥≤]{0,60}(\d{1,2}(?:[.,]\d{1,2})?)(?: ?%|(?=\s*(?:\n|$)))/.exec(window.slice(word.index + word[0].length))?.[1];
    const before = /(\d{1,2}(?:[.,]\d{1,2})?) ?% (?:(?:10[- ]year )?(?:risk|probability|chance) )?(?:of|for) (?:an? |the |any )?$/.exec(
      window.slice(Math.max(0, word.index - 50), word.index),
    )?.[1];
    const written = before ?? after;
    if (written !== undefined) return Number(written.replace(",", "."));
  }
  return undefined;
}

function regionSite(place: Parameters<typeof regionOf>[0] | undefined): DxaSite {
  return (place === undefined ? undefined : regionOf(place)?.site) ?? "not-stated";
}
