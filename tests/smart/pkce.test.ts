// @vitest-environment node
import { expect, it } from "vitest";
import { challengeOf, generatePKCEChallenge } from "../../src/smart/pkce";

it("makes the challenge of RFC 7636, appendix B", async () => {
  expect(await challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
});

it("makes a new verifier each time, of allowed letters and length", async () => {
  const pairs = await Promise.all([generatePKCEChallenge(), generatePKCEChallenge()]);
  for (const { codeVerifier, codeChallenge } of pairs) {
    expect(codeVerifier).toMatch(/^[A-Za-z0-9_-]{128}$/);
    expect(codeChallenge).toBe(await challengeOf(codeVerifier));
  }
  expect(pairs[0]?.codeVerifier).not.toBe(pairs[1]?.codeVerifier);
});
