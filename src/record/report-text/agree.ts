import type { DxaRegion, DxaSite } from "../record";
import type { Heard } from "./hear";

/**
 * One reading per region and label. A correction replaces what it corrects; the same value said again, or said of the hip at large,
 * is one reading; two different values for one region contradict each other and neither is given.
 */
export function agreed(heard: readonly Heard[]): Heard[] {
  const corrected = withCorrections(saidOnce(heard));
  const distinct = withoutRepeats(corrected);
  const consistent = distinct.filter((one) => !distinct.some((other) => other !== one && contradicts(one, other)));
  return consistent.filter((one) => one.region.site !== "not-stated" || standsAlone(one, heard));
}

/** The same said in the same words, once. No report has more than a few dozen values; what has is not compared pair by pair. */
function saidOnce(heard: readonly Heard[]): Heard[] {
  const seen = new Map<string, Heard>();
  for (const one of heard) {
    const { site, side, vertebrae } = one.region;
    const key = [site, side, vertebrae, one.finding.metric, one.finding.value, one.finding.number.decimals, one.finding.corrects].join();
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()].slice(0, mostReadings);
}

const mostReadings = 300;

function withCorrections(heard: readonly Heard[]): Heard[] {
  return heard.filter(
    (one, index) =>
      !heard.some(
        (later, at) =>
          at > index &&
          later.finding.corrects &&
          !one.finding.corrects &&
          ((later.finding.replaces === true && later.region.site === one.region.site && later.region.vertebrae !== one.region.vertebrae) ||
            (sameLabel(one, later) && (equal(one, later) ? isOtherSide(one.region, later.region) : covers(later.region, one.region)))),
      ),
  );
}

/** The same value said of the other side by a correction: the side was wrong. */
function isOtherSide(one: DxaRegion, other: DxaRegion): boolean {
  return one.site === other.site && one.side !== undefined && other.side !== undefined && one.side !== other.side;
}

function withoutRepeats(heard: readonly Heard[]): Heard[] {
  return heard.filter(
    (one, index) =>
      !heard.some((other, at) => {
        if (other === one || !sameLabel(one, other) || !equal(one, other)) return false;
        if (!covers(one.region, other.region)) return false;
        // Equally telling: the first one stays, unless the later one is written more exactly.
        return covers(other.region, one.region) ? moreExact(other, one) || (at < index && !moreExact(one, other)) : true;
      }),
  );
}

/** Whether `general` may be a less telling name of `special`: hip of total hip, no side of left, no vertebrae of L1-L4. */
function covers(general: DxaRegion, special: DxaRegion): boolean {
  if (general.site !== special.site && !(partsOf[general.site] ?? []).includes(special.site)) return false;
  if (general.side !== undefined && general.side !== special.side) return false;
  return general.vertebrae === undefined || general.vertebrae === special.vertebrae;
}

const hipParts: readonly DxaSite[] = ["total-hip", "femoral-neck", "trochanter", "wards-area"];
const partsOf: Partial<Record<DxaSite, readonly DxaSite[]>> = {
  hip: [...hipParts, "femur"],
  femur: [...hipParts, "hip"],
};

function sameLabel(one: Heard, other: Heard): boolean {
  return one.finding.metric === other.finding.metric;
}

/** Equal, or one rounded from the other. */
function equal(one: Heard, other: Heard): boolean {
  const decimals = Math.min(one.finding.number.decimals, other.finding.number.decimals);
  const difference = Math.abs(one.finding.value - other.finding.value);
  const rounded = one.finding.number.decimals !== other.finding.number.decimals && decimals > 0;
  return difference < 1e-9 || (rounded && difference <= 0.5 * 10 ** -decimals + 1e-9);
}

function moreExact(one: Heard, other: Heard): boolean {
  return one.finding.number.decimals > other.finding.number.decimals && one.finding.value !== other.finding.value;
}

/** Of the same region, or of a vaguer one of the same site, with another value. The vaguer one is the one in doubt. */
function contradicts(one: Heard, other: Heard): boolean {
  if (!sameLabel(one, other) || equal(one, other) || one.region.site !== other.region.site || one.region.site === "not-stated") return false;
  return covers(one.region, other.region);
}

/** A value without a site is kept only when it is the one value of its kind in the text. */
function standsAlone(one: Heard, heard: readonly Heard[]): boolean {
  if (one.finding.metric === "bmd") return false;
  return heard.every((other) => !sameLabel(one, other) || (other.region.site === "not-stated" && equal(one, other)));
}
