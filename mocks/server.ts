import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { sendResponse, webRequest } from "./node-http";
import { bigPatient } from "./patients/big-patient";
import { cohort } from "./patients/cohort";
import type { LogEntry } from "./request-log";
import { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox";

export type SandboxServer = {
  readonly origin: string;
  /** FHIR base, the `iss` of this EHR. */
  readonly iss: string;
  readonly sandbox: Sandbox;
  readonly log: LogEntry[];
  readonly close: () => Promise<void>;
};

export type SandboxServerOptions = SandboxOptions & {
  /** 0: any free port. */
  readonly port?: number;
  /** Name by which clients call it; default localhost. */
  readonly host?: string;
};

const demoOrigins = ["http://localhost:4173", "http://localhost:5173", "http://127.0.0.1:4173", "http://127.0.0.1:5173"];

/** The sandbox EHR on a port of its own, so that the app meets it across origins: CORS, preflights and all. */
export async function startSandboxServer({ port = 0, host = "localhost", ...options }: SandboxServerOptions = {}): Promise<SandboxServer> {
  const appOrigins = options.appOrigins ?? [...demoOrigins, ...(options.appUrl === undefined ? [] : [new URL(options.appUrl).origin])];
  const sandbox = createSandbox({ appUrl: "http://localhost:4173/", ...options, appOrigins });
  let origin = "";
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      if (!incoming.url?.startsWith(`${sandbox.prefix}/`)) {
        outgoing.writeHead(302, { location: `${sandbox.prefix}/` }).end();
        return;
      }
      await sendResponse(await sandbox.handle(await webRequest(incoming, origin)), outgoing, incoming.method);
    })().catch((error: unknown) => {
      // A mistake of the sandbox itself: say so where the tester looks, and let the client see a failed request.
      process.stderr.write(`Sandbox EHR: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      outgoing.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    iss: `${origin}${sandbox.prefix}/fhir`,
    sandbox,
    log: sandbox.log,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4401" },
      latency: { type: "string", default: "0" },
      app: { type: "string", default: "http://localhost:4173/" },
      today: { type: "string" },
      "max-age": { type: "string" },
      "smart-version": { type: "string", default: "v2" },
      "page-size": { type: "string" },
      big: { type: "string", default: "0" },
      cohort: { type: "string", default: "0" },
    },
  });
  const today = values.today;
  const { origin, sandbox } = await startSandboxServer({
    port: Number(values.port),
    latencyMs: Number(values.latency),
    appUrl: values.app,
    smartVersion: values["smart-version"] === "v1" ? "v1" : "v2",
    ...(today === undefined ? {} : { today }),
    ...(values["max-age"] === undefined ? {} : { corsMaxAgeSeconds: Number(values["max-age"]) }),
    ...(values["page-size"] === undefined ? {} : { server: { pageSize: Number(values["page-size"]) } }),
    sources: [
      ...(Number(values.big) > 0 ? [bigPatient(Number(values.big), today === undefined ? {} : { today })] : []),
      ...(Number(values.cohort) > 0 ? [cohort({ size: Number(values.cohort), onAi: "all", ...(today === undefined ? {} : { today }) })] : []),
    ],
  });
  process.stdout.write(`Open ${origin}${sandbox.prefix}/ (sandbox EHR, latency ${values.latency} ms, app at ${values.app})\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
