// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/ui/tokens.css", "utf8");
const schemes = {
  light: /^:root \{([^}]*)\}/m,
  dark: /prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}/,
  print: /@media print \{\s*:root \{([^}]*)\}/,
} as const;

function tokens(scheme: keyof typeof schemes): ReadonlyMap<string, string> {
  const read = (name: keyof typeof schemes) =>
    [...(schemes[name].exec(css)?.[1] ?? "").matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!] as const);
  return new Map([...read("light"), ...read(scheme)]);
}

/** WCAG 2.2: relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const text = [
  ...["--ink", "--ink-2", "--ink-3", "--accent", "--alert", "--caution"].flatMap((ink) => ["--paper", "--paper-raised"].map((paper) => [ink, paper] as const)),
  ["--ink", "--alert-paper"],
  ["--alert", "--alert-paper"],
  ["--ink-2", "--caution-paper"],
  ["--caution", "--caution-paper"],
  ["--ink-2", "--mark"],
  ["--paper", "--ink-2"],
  ...["--band-1", "--band-2", "--band-3"].map((band) => ["--ink-3", band] as const),
] as const;
const marks = [1, 2, 3, 4, 5, 6].flatMap((series) => ["--plot", "--band-1", "--band-2", "--band-3"].map((ground) => [`--series-${series}`, ground] as const));

describe.each(["light", "dark", "print"] as const)("design tokens, %s", (scheme) => {
  const of = tokens(scheme);
  it.each(text)("%s on %s reads at 4.5 to 1", (ink, paper) => expect(contrast(of.get(ink)!, of.get(paper)!)).toBeGreaterThanOrEqual(4.5));
  it.each(marks)("%s on %s is seen at 3 to 1", (mark, ground) => expect(contrast(of.get(mark)!, of.get(ground)!)).toBeGreaterThanOrEqual(3));
});
