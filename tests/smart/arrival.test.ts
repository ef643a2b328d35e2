// @vitest-environment node
import { describe, expect, it } from "vitest";
import { appAddress, arrivalAt, sessionAddress } from "../../src/smart/arrival";

const app = "https://boneline.example/app/";

describe("why the page was opened", () => {
  it.each([
    ["", { kind: "start" }],
    ["?utm=1#/catalogue", { kind: "start" }],
    ["?iss=https%3A%2F%2Fehr.example&launch=abc", { kind: "launch", iss: "https://ehr.example", launch: "abc" }],
    ["?iss=https%3A%2F%2Fehr.example", { kind: "launch", iss: "https://ehr.example", launch: undefined }],
    ["?launch=abc", { kind: "launch", iss: undefined, launch: "abc" }],
    ["?session=k", { kind: "session", key: "k" }],
    ["?code=c&state=s", { kind: "return", state: "s", iss: undefined, answer: { code: "c" } }],
    ["?code=c", { kind: "return", state: "", iss: undefined, answer: { code: "c" } }],
    [
      "?error=access_denied&state=s",
      { kind: "return", state: "s", iss: undefined, answer: { error: "access_denied", description: undefined, uri: undefined } },
    ],
  ])("%s", (query, arrival) => {
    expect(arrivalAt(app + query)).toEqual(arrival);
  });

  it("an answer that names its sender is an answer, not a launch from there", () => {
    expect(arrivalAt(`${app}?code=c&state=s&iss=https%3A%2F%2Fauth.example`)).toMatchObject({ kind: "return", iss: "https://auth.example" });
  });

  it("an answer that also says error is an error, whatever code it carries", () => {
    expect(arrivalAt(`${app}?code=c&state=s&error=server_error`)).toMatchObject({ answer: { error: "server_error" } });
  });
});

describe("addresses", () => {
  it("the app's is its folder, without query, fragment or file", () => {
    expect(appAddress(`${app}index.html?code=c#/x`)).toBe(app);
  });

  it("a session's holds nothing but its key", () => {
    expect(sessionAddress(`${app}?code=c&state=s&iss=x`, "k-_1")).toBe(`${app}?session=k-_1`);
  });
});
