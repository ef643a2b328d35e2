/** A piece of text as pdf.js finds it: where its baseline begins, in points from the lower left corner, and how wide it is. */
export type TextPiece = { readonly text: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/**
 * The pieces of one page as lines of text, top to bottom, set on a grid of characters: what stands in one column of a table
 * stands in one column of the text, which is how the report reader tells T-scores from Z-scores.
 */
export function linesOfPage(pieces: readonly TextPiece[]): string {
  const written = pieces.filter((piece) => piece.text.trim() !== "");
  const pitch = characterWidth(written);
  return baselines(written)
    .map((line) => setLine(line, pitch))
    .join("\n");
}

/** Pieces whose baselines differ by less than half their height stand on one line. */
function baselines(pieces: readonly TextPiece[]): readonly (readonly TextPiece[])[] {
  const lines: TextPiece[][] = [];
  for (const piece of pieces.toSorted((a, b) => b.y - a.y)) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line && first && Math.abs(first.y - piece.y) < Math.max(first.height, piece.height, 1) / 2) line.push(piece);
    else lines.push([piece]);
  }
  return lines.map((line) => line.toSorted((a, b) => a.x - b.x));
}

function setLine(line: readonly TextPiece[], pitch: number): string {
  let written = "";
  let end: number | undefined;
  for (const piece of line) {
    const gap = end === undefined ? 0 : (piece.x - end) / pitch;
    if (gap > 2) written = written.padEnd(Math.max(written.length + 2, Math.round(piece.x / pitch)));
    else if (gap > 0.2 && !written.endsWith(" ") && !piece.text.startsWith(" ")) written += " ";
    written += piece.text;
    end = piece.x + piece.width;
  }
  return written.trimEnd();
}

/** The usual width of a character on the page. */
function characterWidth(pieces: readonly TextPiece[]): number {
  const widths = pieces.filter((piece) => piece.text.length > 2 && piece.width > 0).map((piece) => piece.width / piece.text.length);
  return widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 6;
}
