export type Spot = { readonly x: number; readonly y: number };
export type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** The first of these places for a label that the drawn lines leave free; the very first where there is none. */
export function freePlace<Place extends Box>(lines: readonly (readonly Spot[])[], places: readonly [Place, ...Place[]]): Place {
  return places.find((place) => !lines.some((line) => crosses(line, place))) ?? places[0];
}

/** Whether a line, or a lone point, runs through the box. */
function crosses(line: readonly Spot[], { left, right, top, bottom }: Box): boolean {
  return line.some((to, index) => {
    const from = line[index - 1] ?? to;
    if (from.x > right || to.x < left) return false;
    const at = (x: number) => (to.x === from.x ? to.y : from.y + ((x - from.x) / (to.x - from.x)) * (to.y - from.y));
    const [first, last] = [at(Math.max(left, from.x)), at(Math.min(right, to.x))];
    return Math.min(first, last) <= bottom && Math.max(first, last) >= top;
  });
}
