/**
 * Asks for the code of the panels and charts now, so that it is on its way while the token is being fetched. Called from
 * main.ts without loading anything else: recharts is more than half of all code and must wait for nothing.
 */
export function preloadCharts(): void {
  const parts = [import("../review/panels"), import("../charts/bone-density-chart"), import("../charts/vitamin-d-chart")];
  // A part that cannot be had says so where it is used, with a way to try again; here nothing waits for it.
  void Promise.allSettled(parts);
}
