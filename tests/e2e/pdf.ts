import type { Buffer } from "node:buffer";

/** How many pages a PDF has, as Chromium writes it. */
export function pagesOf(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
