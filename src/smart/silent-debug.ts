type Debug = { (...words: unknown[]): void; extend(name: string): Debug; enabled: boolean };

/** Stands in for the `debug` package in fhirclient: says nothing, ever. What it would say are addresses with patient ids. */
export function debug(_name: string): Debug {
  return Object.assign(() => undefined, { extend: debug, enabled: false });
}

// fhirclient takes it as a CommonJS module that is the function itself.
export { debug as "module.exports" };
