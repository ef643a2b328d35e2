/** What the tests use of the package, which brings no types of its own. */
declare module "@lhncbc/ucum-lhc" {
  type Utilities = {
    validateUnitString(code: string): { readonly status: "valid" | "invalid" | "error"; readonly ucumCode: string | null };
    convertUnitTo(from: string, value: number, to: string): { readonly status: "succeeded" | "failed" | "error"; readonly toVal: number | null };
  };
  export const UcumLhcUtils: { getInstance(): Utilities };
}
