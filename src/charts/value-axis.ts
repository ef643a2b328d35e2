/** A value axis: its ends, and where it is labelled. */
export type ValueAxis = { readonly domain: readonly [number, number]; readonly ticks: readonly number[]; readonly digits: number };

/** The smallest axis on whole multiples of `step` that holds the values and the range that must be seen, with about `ticks` labels. */
export function valueAxis(values: readonly number[], atLeast: readonly [number, number], step: number, digits: number, ticks = 6): ValueAxis {
  let low = atLeast[0];
  let high = atLeast[1];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  let width = step;
  for (const factor of [1, 2, 5, 10, 20, 50, 100, 200, 500]) {
    width = step * factor;
    if ((high - low) / width <= ticks) break;
  }
  const first = Math.floor(low / width + 1e-9);
  const last = Math.ceil(high / width - 1e-9);
  const labels = Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * width).toFixed(6)));
  return { domain: [Number((first * width).toFixed(6)), Number((last * width).toFixed(6))], ticks: labels, digits };
}

/** Pixels kept for the labels of a value axis: the same in every chart, so that time axes below each other line up. */
export const valueAxisWidth = 42;
