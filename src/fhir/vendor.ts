import type { Vendor } from "../smart/registry";

/** What a vendor's server needs that the standard does not say; each entry names where it was read (docs/ehr, design notes E.4). */
export type Quirks = {
  /** Greatest `_count` worth asking for. */
  readonly pageSize: number;
  /** `_include` makes the search fail. */
  readonly noInclude: boolean;
  /** Codes are found only with their system in front. */
  readonly codesWithSystem: boolean;
  /** Takes several searches in one request (`POST [base]`, type batch). Asked only of servers known to: a refusal costs a round trip. */
  readonly batch: boolean;
};

const usual: Quirks = { pageSize: 500, noInclude: false, codesWithSystem: false, batch: false };

const known: Partial<Record<Vendor, Partial<Quirks>>> = {
  epic: { pageSize: 1000 }, // its own default page
  oracle: { pageSize: 200, noInclude: true, codesWithSystem: true }, // Oracle Health R4 documentation: _count at most 200, Medication is contained, `code` as system|code
  hapi: { batch: true },
  medplum: { batch: true },
  sandbox: { batch: true },
  allscripts: { noInclude: true }, // throws on _include (seen by eCarePlanner)
};

export function quirksOf(vendor: Vendor): Quirks {
  return { ...usual, ...known[vendor] };
}
