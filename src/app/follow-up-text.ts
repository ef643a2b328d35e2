import { phrases } from "../ui/phrases";

export const text = phrases("follow-up", {
  later: "What to do about it can be recorded when the whole record has been read.",
  loading: "Loading…",
});
