import type { Pause } from "./pause";
import { woken } from "./woken";

export type RequestTurns = {
  /** Waits for a place among the requests in flight, and for the pause to end; returns how to give the place back. */
  readonly turn: (signal: AbortSignal) => Promise<() => void>;
  /** Requests started so far, repeats after a 429 not counted. */
  readonly started: () => number;
};

/** At most `limit` requests in flight, first come, first served; none is started while paused. */
export function requestTurns(limit: number, pause: Pause): RequestTurns {
  const waiting: (() => void)[] = [];
  let inFlight = 0;
  let started = 0;
  const isFull = (): boolean => inFlight >= limit;
  const leave = (): void => {
    inFlight -= 1;
    waiting.shift()?.();
  };
  return {
    started: () => started,
    async turn(signal) {
      await pause.passed(signal);
      while (isFull()) {
        await woken(signal, (wake) => void waiting.push(wake));
        if (signal.aborted) waiting.shift()?.(); // the place that was offered goes to the next one
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
