/**
 * A PKCE pair (RFC 7636, S256): 96 random bytes make a verifier of 128 characters. fhirclient's own maker would bring a Base64
 * library with it that is as large as the rest of the launch step.
 */
export async function generatePKCEChallenge(): Promise<{ codeChallenge: string; codeVerifier: string }> {
  const codeVerifier = base64url(crypto.getRandomValues(new Uint8Array(96)));
  return { codeVerifier, codeChallenge: await challengeOf(codeVerifier) };
}

/** The S256 challenge of a verifier. */
export async function challengeOf(codeVerifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(codeVerifier))));
}

/** Base64url without padding (RFC 4648, section 5). */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
