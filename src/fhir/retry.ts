/** How often a read is asked again, and how long is waited before. */
export const mostRetries = 3;
const firstWait = 500;
/** A server that asks for a longer pause than this is told to the user instead of waited for. */
export const longestWait = 30_000;

/** How many more times an answer with this status may be asked again: 429, 502, 503 and 504 pass, a 500 may have been one accident. */
export function retriesFor(status: number): number {
  if (status === 429 || status === 502 || status === 503 || status === 504) return mostRetries;
  return status === 500 ? 1 : 0;
}

/**
 * Milliseconds to wait before retry number `retry` (from 1): what `Retry-After` asks for, in seconds or as a date (RFC 9110,
 * 10.2.3), else doubling from half a second. Up to a quarter is added at random, so that many clients do not return at once.
 * Undefined when the server asks for more than `longestWait`.
 */
export function waitBefore(retry: number, retryAfter: string | null, now: number, random: () => number): number | undefined {
  const asked = askedFor(retryAfter, now);
  if (asked !== undefined && asked > longestWait) return undefined;
  const wait = asked ?? firstWait * 2 ** (retry - 1);
  return Math.round(wait + Math.min(wait, 2_000) * 0.25 * random());
}

function askedFor(retryAfter: string | null, now: number): number | undefined {
  const text = retryAfter?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = text === "" ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
