export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? (sorted[Math.floor(middle)] ?? Number.NaN) : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** Median milliseconds of one call, after a warm-up. */
export function timed(runs: number, call: () => unknown): number {
  call();
  return median(
    Array.from({ length: runs }, () => {
      const start = performance.now();
      call();
      return performance.now() - start;
    }),
  );
}
