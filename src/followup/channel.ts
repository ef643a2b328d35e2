/** Values handed from work that goes on by itself to whoever reads them in order. */
export type Channel<T> = AsyncIterable<T> & {
  readonly send: (value: T) => void;
  readonly close: () => void;
  /** Ends the reading with this error, after what was sent before. */
  readonly fail: (error: unknown) => void;
};

export function createChannel<T>(): Channel<T> {
  const values: T[] = [];
  let end: { readonly error?: unknown; readonly kind: "closed" | "failed" } | undefined;
  let wake: (() => void) | undefined;
  const stir = (): void => {
    wake?.();
    wake = undefined;
  };
  return {
    send(value) {
      values.push(value);
      stir();
    },
    close() {
      end ??= { kind: "closed" };
      stir();
    },
    fail(error) {
      end ??= { kind: "failed", error };
      stir();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const next = values.shift();
        if (next !== undefined) yield next;
        else if (end === undefined) await new Promise<void>((resolve) => (wake = resolve));
        else if (end.kind === "failed") throw end.error;
        else return;
      }
    },
  };
}
