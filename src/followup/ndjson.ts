/** A file of an export, read as often as needed: a browser `File`, or a file on disk for the command line. */
export type ExportFile = {
  readonly name: string;
  readonly size: number;
  stream(): ReadableStream<Uint8Array>;
};

export type Line = { readonly text: string; readonly number: number };

/** Why a file was not read to its end. */
export type FileBreak = "breaks-off" | "not-utf8";

export type LineOptions = {
  readonly onBytes?: (bytes: number) => void;
  readonly onBreak: (why: FileBreak, line: number) => void;
  readonly signal?: AbortSignal;
  /** Lines that nobody wants, told by their bytes: they are counted and not made into text. */
  readonly skip?: (bytes: Uint8Array, start: number, end: number) => boolean;
};

/**
 * The lines of an NDJSON file, plain or gzip (told by its first bytes, not its name), as batches: one `await` per chunk, not per
 * line. Memory stays at one chunk. A torn gzip stream, a file that cannot be read and one in UTF-16 end early and say so by
 * `onBreak`; bytes that are not UTF-8 arrive as U+FFFD in the text of their line.
 */
export async function* lineBatches(file: ExportFile, options: LineOptions): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: false });
  let number = 0;
  /** Bytes of a line whose end has not come yet. */
  let rest: Uint8Array[] = [];
  const linesIn = (bytes: Uint8Array): Line[] => {
    const lines: Line[] = [];
    let wantedFrom = 0; // lines that stand together are made into text together
    const take = (to: number, last: number): void => {
      if (to <= wantedFrom) return;
      const pieces = decoder.decode(bytes.subarray(wantedFrom, to)).split("\n");
      for (const [index, piece] of pieces.entries()) {
        const text = piece.trim();
        if (text !== "") lines.push({ text, number: last - pieces.length + 1 + index });
      }
    };
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      if (options.skip?.(bytes, start, end) === true) {
        take(start - 1, number);
        wantedFrom = end + 1;
      }
      number += 1;
      start = end + 1;
    }
    take(start - 1, number);
    if (start < bytes.byteLength) rest = [bytes.slice(start)];
    return lines;
  };
  let isFirst = true;
  try {
    for await (const chunk of chunks(file, options.onBytes)) {
      options.signal?.throwIfAborted();
      if (isFirst && isUtf16(chunk)) return options.onBreak("not-utf8", 1);
      isFirst = false;
      if (!chunk.includes(newline)) {
        rest.push(chunk);
        continue;
      }
      const bytes = rest.length === 0 ? chunk : joined([...rest, chunk]);
      rest = [];
      const batch = linesIn(bytes);
      if (batch.length > 0) yield batch;
    }
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    options.onBreak("breaks-off", number + 1);
  }
  if (rest.length === 0) return;
  const last = linesIn(joined([...rest, new Uint8Array([newline])]));
  if (last.length > 0) yield last;
}

const newline = 10;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

async function* chunks(file: ExportFile, onBytes: ((bytes: number) => void) | undefined): AsyncGenerator<Uint8Array> {
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        onBytes?.(chunk.byteLength);
        controller.enqueue(chunk);
      },
    }),
  );
  const [first, whole] = await peek(counted);
  const packed = first[0] === 0x1f && first[1] === 0x8b;
  const plain = packed ? whole.pipeThrough(new DecompressionStream("gzip") as unknown as TransformStream<Uint8Array, Uint8Array>) : whole;
  const reader = plain.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined); // a stream that already failed cannot be cancelled; its failure was reported
  }
}

/** A byte order mark of UTF-16, or its zero bytes between the first ASCII characters. */
function isUtf16(chunk: Uint8Array): boolean {
  const [a = 0x7b, b = 0x7b] = chunk;
  return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || a === 0 || b === 0;
}

/** The first bytes of a stream, and a stream that still begins with them. */
async function peek(stream: ReadableStream<Uint8Array>): Promise<[Uint8Array, ReadableStream<Uint8Array>]> {
  const reader = stream.getReader();
  const { value } = await reader.read();
  const first = value ?? new Uint8Array();
  let sent = false;
  const whole = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!sent) {
        sent = true;
        if (first.byteLength > 0) return controller.enqueue(first);
      }
      const next = await reader.read();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return [first, whole];
}
