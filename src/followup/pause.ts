import { woken } from "./woken";

/** A gate that work passes between two steps: open, or closed while the user has paused. */
export type Pause = {
  /** Resolves at once when open, else when resumed; rejects with the signal's reason when aborted meanwhile. */
  readonly passed: (signal?: AbortSignal) => Promise<void>;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Calls back when it closes or opens; returns how to stop. For work in another thread. */
  readonly watch: (changed: (now: "paused" | "running") => void) => () => void;
};

export function createPause(): Pause {
  const watchers = new Set<(now: "paused" | "running") => void>();
  let waiting: (() => void)[] | undefined;
  return {
    async passed(signal) {
      signal?.throwIfAborted();
      for (let queue = waiting; queue !== undefined; queue = waiting) {
        const closed = queue;
        await woken(signal, (wake) => void closed.push(wake));
        signal?.throwIfAborted();
      }
    },
    pause() {
      waiting ??= [];
      for (const watcher of watchers) watcher("paused");
    },
    resume() {
      const queue = waiting ?? [];
      waiting = undefined;
      for (const go of queue) go();
      for (const watcher of watchers) watcher("running");
    },
    watch(changed) {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
  };
}
