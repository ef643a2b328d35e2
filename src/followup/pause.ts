import { woken } from "./woken";

/** A gate that work passes between two steps: open, or closed while the user has paused. */
export type Pause = {
  readonly isPaused: () => boolean;
  /** Resolves at once when open, else when resumed; rejects with the signal's reason when aborted meanwhile. */
  readonly passed: (signal?: AbortSignal) => Promise<void>;
  readonly pause: () => void;
  readonly resume: () => void;
};

export function createPause(): Pause {
  let waiting: (() => void)[] | undefined;
  return {
    isPaused: () => waiting !== undefined,
    async passed(signal) {
      signal?.throwIfAborted();
      while (waiting !== undefined) {
        const queue = waiting;
        await woken(signal, (wake) => void queue.push(wake));
        signal?.throwIfAborted();
      }
    },
    pause() {
      waiting ??= [];
    },
    resume() {
      const queue = waiting ?? [];
      waiting = undefined;
      for (const go of queue) go();
    },
  };
}
