import { getDocument, GlobalWorkerOptions, type PDFPageProxy } from "pdfjs-dist";
import workerAddress from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { linesOfPage, type TextPiece } from "./report-file-layout";

GlobalWorkerOptions.workerSrc = workerAddress;

export type OpenPdf = {
  readonly pages: number;
  /** Everything the file says as text, page after page; empty when its pages are pictures. */
  readonly text: string;
  /** Draws a page (from 1) into a canvas, as wide as `width` CSS pixels. */
  readonly draw: (page: number, canvas: HTMLCanvasElement, width: number) => Promise<void>;
  readonly close: () => void;
};

/** A file that is no readable PDF. The message is for a person. */
export class UnreadablePdf extends Error {
  override readonly name = "UnreadablePdf";
}

/**
 * Opens a PDF with pdf.js, which only this module loads. Nothing in the file runs or reaches the network: no scripts, forms,
 * links or outside resources, and no `eval` (the page's policy forbids it).
 * @throws UnreadablePdf
 */
export async function openPdf(bytes: Uint8Array<ArrayBuffer>): Promise<OpenPdf> {
  const task = getDocument({ data: bytes.slice(), isEvalSupported: false, enableXfa: false, useWasm: false, useSystemFonts: true });
  try {
    const document = await task.promise;
    const pages = document.numPages;
    const texts: string[] = [];
    for (let number = 1; number <= pages; number += 1) texts.push(linesOfPage(await piecesOf(await document.getPage(number))));
    return {
      pages,
      text: texts.join("\n\n").trim(),
      draw: async (number, canvas, width) => drawPage(await document.getPage(number), canvas, width),
      close: () => void task.destroy(),
    };
  } catch (error) {
    void task.destroy();
    throw new UnreadablePdf(inWords(error));
  }
}

async function piecesOf(page: PDFPageProxy): Promise<readonly TextPiece[]> {
  const { items } = await page.getTextContent();
  return items.flatMap((item) => {
    if (!("str" in item)) return [];
    const [, , , , x, y] = item.transform as readonly number[];
    return [{ text: item.str, x: x ?? 0, y: y ?? 0, width: item.width, height: item.height }];
  });
}

async function drawPage(page: PDFPageProxy, canvas: HTMLCanvasElement, width: number): Promise<void> {
  const unscaled = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: (width / unscaled.width) * Math.min(globalThis.devicePixelRatio, 2) });
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  await page.render({ canvas, viewport }).promise;
}

function inWords(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  if (name === "PasswordException") return "This file is protected by a password: open it in the EHR.";
  return "This file is not a PDF that can be read: open it in the EHR.";
}
