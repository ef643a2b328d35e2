import { ConfigurationError, type Ehr, parseRegistry } from "./registry";

let reading: Promise<unknown> | undefined;

/**
 * `config.json` beside the app, read once. It is the installation's, so one build serves every site.
 * @throws ConfigurationError when it cannot be read
 */
export function siteFile(app: string): Promise<unknown> {
  reading ??= read(new URL("config.json", app).href);
  return reading;
}

/**
 * The EHRs of `config.json`.
 * @throws ConfigurationError
 */
export async function siteRegistry(app: string): Promise<readonly Ehr[]> {
  return parseRegistry(await siteFile(app));
}

async function read(address: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(address);
  } catch {
    throw new ConfigurationError("config.json could not be loaded: the app's own server did not answer.");
  }
  if (!response.ok) throw new ConfigurationError(`config.json could not be loaded: the app's own server answered ${response.status}.`);
  try {
    return await response.json();
  } catch {
    throw new ConfigurationError("config.json is not valid JSON.");
  }
}
