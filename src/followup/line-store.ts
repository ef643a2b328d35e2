const blockSize = 1 << 20;
const blockStep = 2 ** 21; // a line number is block times step plus offset; step leaves room for the offset

/**
 * Text lines kept as UTF-8 in large blocks and named by a number. A line cut out of a file's chunk would keep the whole chunk alive
 * (engines share the memory of a string and its parts), and then memory would grow with the file instead of with what was kept.
 */
export type LineStore = {
  readonly add: (text: string) => number;
  /** The line's own bytes: to be read, not written to. */
  readonly read: (line: number) => Uint8Array;
  readonly bytes: () => number;
};

export function createLineStore(): LineStore {
  const encoder = new TextEncoder();
  const blocks: Uint8Array[] = [];
  let used = blockSize; // the first line opens a block
  let bytes = 0;
  return {
    add(text) {
      const line = encoder.encode(text);
      const needed = line.byteLength + 4;
      if (needed > blockSize || used + needed > blockSize) {
        blocks.push(new Uint8Array(Math.max(blockSize, needed)));
        bytes += Math.max(blockSize, needed);
        used = 0;
      }
      const block = blocks.length - 1;
      const target = blocks[block];
      if (target === undefined) throw new Error("no block"); // one was pushed above
      new DataView(target.buffer).setUint32(used, line.byteLength);
      target.set(line, used + 4);
      const name = block * blockStep + used;
      used += needed;
      return name;
    },
    read(line) {
      const block = blocks[Math.floor(line / blockStep)];
      const offset = line % blockStep;
      if (block === undefined) throw new Error("no such line");
      const length = new DataView(block.buffer).getUint32(offset);
      return block.subarray(offset + 4, offset + 4 + length);
    },
    bytes: () => bytes,
  };
}
