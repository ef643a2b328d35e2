import type { DxaRegion } from "../record/record";
import { text } from "./region-text";

/** "lumbar spine L1–L4", "left total hip": a series in words. */
export function regionLabel(region: DxaRegion): string {
  const site = text(`site-${region.site}`);
  const sided = region.side === undefined ? site : text(`side-${region.side}`, { site });
  return region.vertebrae === undefined ? sided : `${sided} ${region.vertebrae.replace(/-/g, "–")}`;
}

/** Identifies a series: results are drawn on one line only if site, side and vertebrae are the same. */
export function regionId(region: DxaRegion): string {
  return [region.site, region.side ?? "", region.vertebrae ?? ""].join("|");
}
