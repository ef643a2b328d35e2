import { searchParameter, searchParameterNames } from "./search-parameters";
import { writableTypes } from "./checking";

type Addresses = { readonly authorize: string; readonly token: string; readonly revoke: string };

/** `/metadata`: what the sandbox can do, with the SMART security extension that older clients look for. */
export function capabilityStatement(types: readonly string[], base: string, addresses: Addresses, today: string): unknown {
  return {
    resourceType: "CapabilityStatement",
    status: "active",
    date: today,
    publisher: "Boneline sandbox",
    kind: "instance",
    software: { name: "Boneline sandbox EHR", version: "1" },
    implementation: { description: "Synthetic patients; no real person is described here", url: base },
    fhirVersion: "4.0.1",
    format: ["application/fhir+json", "json"],
    rest: [
      {
        mode: "server",
        security: {
          cors: true,
          service: [
            { coding: [{ system: "http://terminology.hl7.org/CodeSystem/restful-security-service", code: "SMART-on-FHIR", display: "SMART-on-FHIR" }] },
          ],
          extension: [
            {
              url: "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
              extension: [
                { url: "authorize", valueUri: addresses.authorize },
                { url: "token", valueUri: addresses.token },
                { url: "revoke", valueUri: addresses.revoke },
              ],
            },
          ],
        },
        interaction: [{ code: "batch" }, { code: "transaction" }],
        resource: types.map((type) => ({
          type,
          interaction: ["read", "search-type", ...(writableTypes.has(type) ? ["create", "update"] : [])].map((code) => ({ code })),
          ...(writableTypes.has(type) && {
            operation: [{ name: "validate", definition: "http://hl7.org/fhir/OperationDefinition/Resource-validate" }],
          }),
          versioning: "versioned",
          conditionalCreate: writableTypes.has(type),
          searchInclude: searchParameterNames(type).flatMap((name) => (searchParameter(type, name)?.kind === "reference" ? [`${type}:${name}`] : [])),
          searchRevInclude: types.includes("Provenance") ? ["Provenance:target"] : [],
          searchParam: searchParameterNames(type).map((name) => ({ name, type: searchParameter(type, name)?.kind ?? "string" })),
        })),
      },
    ],
  };
}
