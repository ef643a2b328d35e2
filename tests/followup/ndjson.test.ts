// @vitest-environment node
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExportFile, type FileBreak, type Line, lineBatches, type LineOptions } from "../../src/followup/ndjson";

/** A file whose stream brings its bytes in pieces of these lengths, over and over. */
function inPieces(text: string, lengths: readonly number[], failsAtEnd = "no"): ExportFile {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  let piece = 0;
  return {
    name: "Observation.ndjson",
    size: bytes.byteLength,
    stream: () =>
      new ReadableStream({
        pull(controller) {
          if (at >= bytes.byteLength) return failsAtEnd === "no" ? controller.close() : controller.error(new Error("gone"));
          const length = lengths[piece++ % lengths.length] ?? 1;
          controller.enqueue(bytes.slice(at, at + length));
          at += length;
        },
      }),
  };
}

async function linesOf(file: ExportFile, options: Partial<LineOptions> = {}): Promise<{ lines: Line[]; breaks: [FileBreak, number][] }> {
  const lines: Line[] = [];
  const breaks: [FileBreak, number][] = [];
  for await (const batch of lineBatches(file, { onBreak: (why, line) => breaks.push([why, line]), ...options })) lines.push(...batch);
  return { lines, breaks };
}

const written = fc.array(fc.constantFrom("{}", '{"a":"Müller"}', "", "  ", "{\r", "😀", "–", "skip", "skip skip"), { maxLength: 20 });
const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const expected = (lines: readonly string[]): Line[] => lines.map((line, index) => ({ text: line.trim(), number: index + 1 })).filter(({ text }) => text !== "");

describe("the lines of a file", () => {
  it("are whole, with their numbers, wherever the pieces of the stream end", async () => {
    await fc.assert(
      fc.asyncProperty(written, fc.constantFrom("", "\n"), lengths, async (lines, end, pieces) => {
        const { lines: read, breaks } = await linesOf(inPieces(lines.join("\n") + end, pieces));
        expect(read).toEqual(expected(lines));
        expect(breaks).toEqual([]);
      }),
    );
  });

  it("that nobody wants are left out, and counted", async () => {
    const skip: LineOptions["skip"] = (bytes, start, to) => new TextDecoder().decode(bytes.subarray(start, to)).startsWith("skip");
    await fc.assert(
      fc.asyncProperty(written, lengths, async (lines, pieces) => {
        const { lines: read } = await linesOf(inPieces(`${lines.join("\n")}\n`, pieces), { skip });
        expect(read).toEqual(expected(lines).filter(({ text }) => !text.startsWith("skip")));
      }),
    );
  });

  it("up to where a file breaks off are read, the broken one too", async () => {
    const { lines, breaks } = await linesOf(inPieces('{"a":1}\n{"b":2}\n{"c":', [5], "yes"));
    expect(lines).toEqual(['{"a":1}', '{"b":2}', '{"c":'].map((text, index) => ({ text, number: index + 1 })));
    expect(breaks).toEqual([["breaks-off", 3]]);
  });
});
