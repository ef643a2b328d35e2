// @vitest-environment node
import { describe, expect, it } from "vitest";
import { grantFor } from "../../src/fhir/granted-scopes";

describe("what the granted scopes allow", () => {
  it.each([
    ["SMART 2 read and search", "patient/Observation.rs", "granted"],
    ["SMART 2 everything", "patient/Observation.cruds", "granted"],
    ["SMART 1 read", "patient/Observation.read", "granted"],
    ["SMART 1 everything", "patient/Observation.*", "granted"],
    ["every type", "patient/*.rs", "granted"],
    ["the user's own permission", "user/Observation.rs", "granted"],
    ["read without search", "patient/Observation.r", "not-granted"],
    ["writing only", "patient/Observation.c", "not-granted"],
    ["SMART 1 writing only", "patient/Observation.write", "not-granted"],
    ["another type", "patient/Condition.rs", "not-granted"],
    ["a longer name", "patient/ObservationDefinition.rs", "not-granted"],
    ["a part of it", "patient/Observation.rs?category=laboratory", "limited"],
    ["a part and the whole", "patient/Observation.rs?category=laboratory patient/Observation.rs", "granted"],
  ])("%s", (_what, scope, state) => {
    expect(grantFor("Observation", "search", `launch openid ${scope}`).state).toBe(state);
  });

  it.each([
    ["search", "granted"],
    ["read", "granted"],
    ["create", "not-granted"],
    ["update", "not-granted"],
  ] as const)("a response without a single resource scope, %s: reading is for the server to decide, nothing is written", (interaction, state) => {
    expect(grantFor("Observation", interaction, "launch openid fhirUser").state).toBe(state);
  });

  it("names all the parts it is limited to", () => {
    expect(grantFor("Observation", "search", "patient/Observation.rs?category=laboratory patient/Observation.rs?category=survey")).toEqual({
      state: "limited",
      to: ["category=laboratory", "category=survey"],
    });
  });
});
