import type { Pause } from "./pause";

export type RequestTurns = {
  /** Waits for a place among the requests in flight, and for the pause to end; returns how to give the place back. */
  readonly turn: (signal: AbortSignal) => Promise<() => void>;
  /** Requests started so far, repeats after a 429 not counted. */
  readonly started: () => number;
};

/** At most `limit` requests in flight, first come, first served; none is started while paused, and nobody waits once `stopped`. */
export function requestTurns(limit: number, pause: Pause, stopped: AbortSignal): RequestTurns {
  const waiting: (() => void)[] = [];
  let inFlight = 0;
  let started = 0;
  const isFull = (): boolean => inFlight >= limit;
  const leave = (): void => {
    inFlight -= 1;
    waiting.shift()?.();
  };
  stopped.addEventListener("abort", () => waiting.splice(0).forEach((wake) => wake()), { once: true });
  return {
    started: () => started,
    async turn(signal) {
      await pause.passed(signal);
      while (isFull()) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        await pause.passed(signal);
      }
      inFlight += 1;
      started += 1;
      let left = false;
      return () => {
        if (!left) leave();
        left = true;
      };
    },
  };
}
