import { fold } from "../../terminology/concept";
import { type Chart, isRecord, labelOf, type RawResource, textsOf } from "../chart";
import type { Scanner } from "../record";

/**
 * The machine an Observation was made with: its device, else a scanner named by its method, an extension or its performer.
 * A device counts even when its maker is unknown here; the other places only when they name a maker of DXA scanners.
 */
export function scannerOf(chart: Chart, resource: RawResource): Scanner | undefined {
  const device = resource["device"];
  if (isRecord(device)) {
    const scanner = scannerOfDevice(device, chart.resolve(device, resource));
    if (scanner) return scanner;
  }
  if (["method", "extension", "performer"].every((element) => resource[element] === undefined)) return undefined;
  const hints = [...textsOf(resource["method"]), ...extensionTexts(resource["extension"]), ...performerTexts(resource["performer"])];
  for (const hint of hints) {
    const scanner = scannerInText(hint);
    if (scanner) return scanner;
  }
  return undefined;
}

/** The one scanner a text names; undefined when it names none, or several (a comparison with another machine). */
export function scannerInText(text: string): Scanner | undefined {
  const makers = makersIn(text);
  const [maker] = makers;
  if (maker === undefined || makers.length > 1) return undefined;
  const model = modelIn(text);
  return { maker, label: model === undefined ? maker : `${maker} ${model}` };
}

export type ScannerComparison = { readonly verdict: "same" | "unknown" } | { readonly verdict: "different"; readonly reason: string };

/**
 * Whether two scans were made on comparable machines (ISCD: not across makers, nor across machines without cross-calibration).
 * `unknown`: at least one of the two is not named well enough to tell.
 */
export function compareScanners(from: Scanner | undefined, to: Scanner | undefined): ScannerComparison {
  if (from === undefined || to === undefined) return { verdict: "unknown" };
  if (from.serialNumber !== undefined && to.serialNumber !== undefined && from.serialNumber !== to.serialNumber)
    return {
      verdict: "different",
      reason: `Different scanners (${from.label}, two serial numbers), not cross-calibrated: not comparable.`,
    };
  if (fold(from.label) === fold(to.label)) return { verdict: "same" };
  const different: ScannerComparison = { verdict: "different", reason: `Different scanners (${from.label}, then ${to.label}): not comparable.` };
  if (from.maker !== undefined && to.maker !== undefined && from.maker !== to.maker) return different;
  const bothUnknown = from.maker === undefined && to.maker === undefined;
  if (bothUnknown || (from.maker === "other" && to.maker === "other")) return different;
  if (from.maker !== to.maker) return { verdict: "unknown" }; // one is named by its room or number only
  const [first, second] = [modelIn(from.label), modelIn(to.label)];
  if (first === undefined || second === undefined) return { verdict: "unknown" };
  const [short, long] = first.length < second.length ? [first, second] : [second, first];
  if (first === second) return { verdict: "same" };
  if (long.startsWith(`${short} `)) return { verdict: "unknown" }; // "Horizon" may be the "Horizon W"
  return { verdict: "different", reason: `Different scanner models (${from.label}, then ${to.label}), not cross-calibrated: not comparable.` };
}

type Maker = NonNullable<Scanner["maker"]>;

/** Names and model lines of the makers, in folded text. */
const makerNames: readonly { readonly maker: Exclude<Maker, "other">; readonly text: RegExp }[] = [
  { maker: "Hologic", text: /\bhologic\b|\bqdr[\s-]?\d|\bhorizon[\s-]+(?:w|wi|a|c|ci)\b|\bdiscovery[\s-]+(?:w|wi|a|c|ci|sl)\b/ },
  { maker: "GE Lunar", text: /\blunar\b|\bprodigy\b|\bi-?dxa\b|\bdpx\b|\bge\s+(?:healthcare|medical)\b/ },
  { maker: "Norland", text: /\bnorland\b|\bxr-?(?:26|36|46|600|800)\b/ },
];
const otherMakers = /\b(?:dms|stratos|medilink|osteosys|primus|diagnostic medical systems|fujifilm|swissray|medikors|ge)\b/;

/** Models by which machines of one maker differ. */
const models: readonly RegExp[] = [
  /\bhorizon(?:[\s-]+(?:wi|w|a|ci|c))?\b/i,
  /\bdiscovery(?:[\s-]+(?:wi|w|a|ci|c|sl))?\b/i,
  /\bqdr[\s-]?\d+[a-z]?\b/i,
  /\bdelphi(?:[\s-]+[a-z])?\b/i,
  /\bexplorer\b/i,
  /\bi-?dxa\b/i,
  /\bprodigy(?:[\s-]+(?:advance|pro|primo))?\b/i,
  /\bdpx(?:[\s-]+[a-z0-9]{1,6})?\b/i,
  /\bxr-?\d{2,3}\b/i,
];

function makersIn(text: string): readonly Exclude<Maker, "other">[] {
  const folded = fold(text);
  return makerNames.filter((name) => name.text.test(folded)).map((name) => name.maker);
}

/** The model in one spelling: "Horizon W", "iDXA", "Prodigy". */
function modelIn(text: string): string | undefined {
  for (const model of models) {
    const match = model.exec(text)?.[0];
    if (match === undefined) continue;
    const words = match.replaceAll(/[\s-]+/g, " ").toLowerCase();
    if (words.includes("dxa")) return "iDXA";
    return words.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()).replace(/^(?:Qdr|Dpx|Xr)/, (name) => name.toUpperCase());
  }
  return undefined;
}

function scannerOfDevice(reference: Readonly<Record<string, unknown>>, device: RawResource | undefined): Scanner | undefined {
  const display = typeof reference["display"] === "string" ? reference["display"].trim() : "";
  const own = device ? namesOfDevice(device) : [];
  const identifier = isRecord(reference["identifier"]) ? reference["identifier"]["value"] : undefined;
  const label = [display, own.join(" "), typeof identifier === "string" ? identifier.trim() : ""].find((name) => name !== "") ?? "";
  if (label === "") return undefined;
  const described = [label, ...own].join(" ");
  const [maker] = makersIn(described);
  const serial = device?.["serialNumber"];
  return {
    label,
    maker: maker ?? (otherMakers.test(fold(described)) || typeof device?.["manufacturer"] === "string" ? "other" : undefined),
    ...(typeof serial === "string" && serial.trim() !== "" && { serialNumber: serial.trim() }),
  };
}

function namesOfDevice(device: RawResource): readonly string[] {
  const names = Array.isArray(device["deviceName"]) ? device["deviceName"].flatMap((name) => (isRecord(name) ? [name["name"]] : [])) : [];
  const all = [device["manufacturer"], ...names, device["modelNumber"], labelOf(device["type"], "")];
  return [...new Set(all.filter((name): name is string => typeof name === "string" && name.trim() !== ""))];
}

function extensionTexts(extensions: unknown): readonly string[] {
  if (!Array.isArray(extensions)) return [];
  return extensions.flatMap((extension): readonly string[] => {
    if (!isRecord(extension)) return [];
    const reference = extension["valueReference"];
    const display = isRecord(reference) && typeof reference["display"] === "string" ? [reference["display"]] : [];
    const text = typeof extension["valueString"] === "string" ? [extension["valueString"]] : [];
    return [...text, ...display, ...textsOf(extension["valueCodeableConcept"])];
  });
}

function performerTexts(performers: unknown): readonly string[] {
  if (!Array.isArray(performers)) return [];
  return performers.flatMap((performer) => (isRecord(performer) && typeof performer["display"] === "string" ? [performer["display"]] : []));
}
