import type { Rule } from "./model";

/** Every rule, in the order in which it is evaluated (dossier 11.1). */
export const catalogue: readonly Rule[] = [];
