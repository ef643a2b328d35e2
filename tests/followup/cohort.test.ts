// @vitest-environment node
import { expect, test } from "vitest";
import { groupOf, listOf } from "../../src/followup/cohort";

test("a list of nobody is still a valid Group and List: FHIR has no empty arrays", () => {
  const made = { on: "2026-11-23", from: "an export" };
  expect(groupOf([], made)).not.toHaveProperty("member");
  expect(groupOf([], made)).toHaveProperty("quantity", 0);
  expect(listOf([], made)).not.toHaveProperty("entry");
});
