/** A file of an export, read as often as needed: a browser `File`, or a file on disk for the command line. */
export type ExportFile = {
  readonly name: string;
  readonly size: number;
  stream(): ReadableStream<Uint8Array>;
};

export type Line = { readonly text: string; readonly number: number };

/** Why a file was not read to its end. */
export type FileBreak = "breaks-off" | "not-utf8";

/**
 * The lines of an NDJSON file, plain or gzip (told by its first bytes, not its name), as batches: one `await` per chunk, not per
 * line. Memory stays at one chunk. A torn gzip stream, a file that cannot be read and one in UTF-16 end early and say so by
 * `onBreak`; bytes that are not UTF-8 arrive as U+FFFD in the text of their line.
 */
export async function* lineBatches(
  file: ExportFile,
  options: { readonly onBytes?: (bytes: number) => void; readonly onBreak: (why: FileBreak, line: number) => void; readonly signal?: AbortSignal },
): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: false });
  let rest = "";
  let number = 0;
  const linesOf = (text: string): Line[] => {
    const pieces = (rest + text).split("\n");
    rest = pieces.pop() ?? "";
    return pieces.flatMap((piece) => {
      number += 1;
      const trimmed = piece.trim();
      return trimmed === "" ? [] : [{ text: trimmed, number }];
    });
  };
  let isFirst = true;
  try {
    for await (const chunk of chunks(file, options.onBytes)) {
      options.signal?.throwIfAborted();
      if (isFirst && isUtf16(chunk)) return options.onBreak("not-utf8", 1);
      isFirst = false;
      const batch = linesOf(decoder.decode(chunk, { stream: true }));
      if (batch.length > 0) yield batch;
    }
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    options.onBreak("breaks-off", number + 1);
  }
  const last = linesOf(`${decoder.decode()}\n`);
  if (last.length > 0) yield last;
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
