import { vi } from "vitest";

/** Milliseconds until what should come counts as missing, half of what a test may take: a busy machine is slow, not wrong. */
export const patience = 30_000;

/** Waits until the check no longer throws. Where a test fakes `setTimeout`, its clock runs on meanwhile. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: patience });
}
