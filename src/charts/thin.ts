/**
 * At most about `limit` of the points, in their order: the first, the last and, of every equal stretch between, the lowest
 * and the highest. What pixels cannot show is left out of the drawing only; tables and read-outs keep every point.
 */
export function thin<Point>(points: readonly Point[], limit: number, valueOf: (point: Point) => number): readonly Point[] {
  if (points.length <= limit || limit < 4) return points;
  const stretches = Math.floor((limit - 2) / 2);
  const inner = points.length - 2;
  const kept: Point[] = [];
  const keep = (point: Point | undefined) => {
    if (point !== undefined) kept.push(point);
  };
  keep(points[0]);
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = 1 + Math.floor((stretch * inner) / stretches);
    const to = 1 + Math.floor(((stretch + 1) * inner) / stretches);
    const [low, high] = extremes(points, from, to, valueOf);
    for (const index of [...new Set([low, high])].sort((a, b) => a - b)) keep(points[index]);
  }
  keep(points.at(-1));
  return kept;
}

function extremes<Point>(points: readonly Point[], from: number, to: number, valueOf: (point: Point) => number): [number, number] {
  let low = from;
  let high = from;
  for (let index = from; index < to; index += 1) {
    const point = points[index];
    const lowest = points[low];
    const highest = points[high];
    if (point === undefined || lowest === undefined || highest === undefined) continue;
    if (valueOf(point) < valueOf(lowest)) low = index;
    if (valueOf(point) > valueOf(highest)) high = index;
  }
  return [low, high];
}
