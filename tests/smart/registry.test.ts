// @vitest-environment node
import { describe, expect, it } from "vitest";
import { at, ConfigurationError, ehrForIssuer, parseRegistry } from "../../src/smart/registry";

const entry = { id: "general", name: "General Hospital", vendor: "epic", issuer: "https://ehr.example/fhir/", clientId: "abc" };
const app = "https://boneline.example/app/";

describe("the EHR registry", () => {
  it("reads an entry with its defaults: PKCE is required, no codes of its own, no trailing slash", () => {
    expect(parseRegistry({ ehrs: [entry] })).toEqual([{ ...entry, issuer: "https://ehr.example/fhir", origins: [], pkce: "required", localCodes: [] }]);
  });

  it("may be empty, for a build that only evaluates files", () => {
    expect(parseRegistry({ ehrs: [] })).toEqual([]);
  });

  it.each([
    ["nothing", undefined, "list of ehrs"],
    ["no list", { ehrs: {} }, "must be a list"],
    ["a missing client id", { ehrs: [{ ...entry, clientId: undefined }] }, "ehrs.0.clientId"],
    ["an empty name", { ehrs: [{ ...entry, name: "" }] }, "ehrs.0.name must not be empty"],
    ["a misspelt setting", { ehrs: [{ ...entry, scope: "openid" }] }, "ehrs.0.scope is not a setting"],
    ["an unknown vendor", { ehrs: [{ ...entry, vendor: "Cerner" }] }, "ehrs.0.vendor must be one of"],
    ["an issuer without https", { ehrs: [{ ...entry, issuer: "http://ehr.example/fhir" }] }, "ehrs.0.issuer must be an https address"],
    ["an issuer with a query", { ehrs: [{ ...entry, issuer: "https://ehr.example/fhir?x=1" }] }, "ehrs.0.issuer must be an https address"],
    ["an origin that is an address", { ehrs: [{ ...entry, origins: ["https://login.example/token"] }] }, "ehrs.0.origins.0 must be an https origin"],
    ["one issuer twice", { ehrs: [entry, { ...entry, id: "other" }] }, 'names the EHR issuer "https://ehr.example/fhir" twice'],
    ["one id twice", { ehrs: [entry, { ...entry, issuer: "https://b.example" }] }, 'names the EHR id "general" twice'],
  ])("%s is refused with the place named", (_what, json, says) => {
    expect(() => parseRegistry(json)).toThrow(ConfigurationError);
    expect(() => parseRegistry(json)).toThrow(says);
  });

  it("resolves an issuer below the host or below the app, and accepts http on this machine only", () => {
    const [rooted, below, local] = parseRegistry({
      ehrs: [
        { ...entry, issuer: "/sandbox/fhir" },
        { ...entry, id: "b", issuer: "sandbox/fhir" },
        { ...entry, id: "c", issuer: "http://localhost:4401/sandbox/fhir" },
      ],
    });
    expect(at(app, rooted!).issuer).toBe("https://boneline.example/sandbox/fhir");
    expect(at(app, below!).issuer).toBe("https://boneline.example/app/sandbox/fhir");
    expect(at(app, local!).issuer).toBe("http://localhost:4401/sandbox/fhir");
  });

  it.each(["https://ehr.example/fhir", "https://ehr.example/fhir/", "https://EHR.example/fhir", "https://ehr.example:443/fhir"])(
    "knows %s as the EHR it names",
    (iss) => {
      expect(ehrForIssuer(iss, parseRegistry({ ehrs: [entry] }), app)?.id).toBe("general");
    },
  );
});
