import { benchCore } from "./core";
import { benchLoad } from "./load";

/** `npm run bench`: figures and ratios. Times are never asserted; what must hold is in the tests and the budgets. */
benchCore();
await benchLoad();
