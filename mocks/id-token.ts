import { base64Url } from "./sessions";

export type IdTokenSigner = {
  readonly sign: (claims: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly publicKeys: () => Promise<unknown>;
};

/** RS256 with a key made when first needed: the sandbox forgets it when it stops. */
export function createIdTokenSigner(): IdTokenSigner {
  let made: Promise<CryptoKeyPair> | undefined;
  const keys = (): Promise<CryptoKeyPair> =>
    (made ??= crypto.subtle.generateKey({ name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" }, true, [
      "sign",
      "verify",
    ]));
  const part = (value: unknown): string => base64Url(new TextEncoder().encode(JSON.stringify(value)));
  return {
    sign: async (claims) => {
      const content = `${part({ alg: "RS256", typ: "JWT", kid: keyId })}.${part(claims)}`;
      const signature = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", (await keys()).privateKey, new TextEncoder().encode(content));
      return `${content}.${base64Url(new Uint8Array(signature))}`;
    },
    publicKeys: async () => {
      const { kty, n, e } = await crypto.subtle.exportKey("jwk", (await keys()).publicKey);
      return { keys: [{ kty, n, e, alg: "RS256", use: "sig", kid: keyId }] };
    },
  };
}

const keyId = "sandbox-1";
