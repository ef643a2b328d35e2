// @vitest-environment node
import { describe, expect, it } from "vitest";
import { noteText } from "../../src/handout/note-text";
import type { SearchId, SearchState } from "../../src/record/searches";
import { settings, story, storyIds } from "./story-record";

function note(id: string, broken: Partial<Record<SearchId, SearchState>> = {}, selected?: readonly string[]) {
  const { record, evaluation, headline } = story(id, broken);
  return noteText(record, evaluation, { selected: selected ?? evaluation.prompts.map((prompt) => prompt.id), headline, settings });
}

describe("the note for the EHR", () => {
  it("holds the headline, values with date, unit and source, and how completely the record was read", () => {
    const { plain } = note("falling-fast");
    expect(plain).toMatch(/^BONE HEALTH ON AN AROMATASE INHIBITOR\n/);
    expect(plain).toMatch(/DXA, lumbar spine.*: BMD 0\.\d{3} g\/cm², T-score −\d\.\d.*20\d\d, Hologic/);
    expect(plain).toMatch(/25-OH vitamin D: \d+ ng\/mL, \d+ [A-Z][a-z]{2} 20\d\d$/m);
    expect(plain).toContain("Record read 23 Nov 2026, 09:41: 12 of 12 searches complete.");
  });

  it("names the resources once, on a line of their own, and not after every value", () => {
    const lines = note("falling-fast").plain.split("\n");
    const [sources, ...more] = lines.filter((line) => /(Observation|MedicationRequest)\//.test(line));
    expect(more).toEqual([]);
    expect(sources).toMatch(
      /^Sources in the EHR: aromatase inhibitor MedicationRequest\/.*DXA \d+ [A-Z][a-z]{2} 20\d\d [A-Z][A-Za-z]+\/.*25-OH vitamin D Observation\//,
    );
  });

  it("gives each prompt its guideline with year and strength, and the rule with its version", () => {
    const { plain } = note("new-start");
    expect(plain).toMatch(/Prompt: .*DXA.* Why: .* Guidelines: ASCO \(Shapiro\) 2019 \(Moderate.*Rule DXA-01, version 1\.0\.0, reviewed 23 Nov 2026\./);
  });

  it("says which sources were not re-read", () => {
    expect(note("new-start").plain).toContain("from memory, not re-read");
  });

  it("says that a value was not found only where the searches are complete", () => {
    expect(note("new-start").plain).toContain("DXA: not found in the connected record (searches complete)");
    const broken = note("new-start", { "diagnostic-reports": "failed", "bone-observations": "failed" }).plain;
    expect(broken).not.toMatch(/not found|(?<!not the same as )no dxa/i);
    expect(broken).toMatch(/Diagnostic reports: The EHR had an error of its own \(500\)\./);
    expect(broken).toContain("10 of 12 searches complete");
  });

  it("judges no change against the LSC while what is missing could turn it", () => {
    expect(note("window-open").plain).toMatch(/BMD change.*within it\)/);
    const broken = [note("window-open", { "diagnostic-reports": "refused" }), note("window-open", { documents: "failed" })];
    for (const { plain } of broken) {
      expect(plain).toContain("not judged against the least significant change, because not every report could be read");
      expect(plain).not.toContain("within");
    }
  });

  it("never says of a scan that it has no values while its results are unread", () => {
    const { plain } = note("dense-history", { "bone-observations": "failed" });
    expect(plain).toMatch(/Latest DXA: .*not all of its results could be read/);
    expect(plain).not.toContain("no usable values");
  });

  it("never says that nothing is due when nothing fired", () => {
    const empty = note("not-on-ai", { "bone-observations": "failed" });
    expect(empty.plain).not.toMatch(/nothing (is )?due|no prompts?\b/i);
  });

  it("says how many prompts its author left out", () => {
    const { evaluation } = story("lifestyle");
    const [first] = evaluation.prompts;
    const { plain } = note("lifestyle", {}, [first?.id ?? ""]);
    expect(plain).toContain(`${evaluation.prompts.length - 1} more prompts were left out of this note by its author.`);
  });

  it("carries markup of the record as text, never as markup", () => {
    const { record, evaluation } = story("window-open");
    const nasty = {
      ...record,
      patient: { ...record.patient, name: { ...record.patient.name, state: "present", value: "<img src=x onerror=alert(1)>" } as typeof record.patient.name },
    };
    const { html } = noteText(nasty, evaluation, { selected: [], headline: 'a "b" & <c>', settings });
    expect(html).not.toMatch(/<img|<c>/);
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });

  it.each(storyIds)("%s: both forms say the same", (id) => {
    const { plain, html } = note(id);
    const stripped = html
      .replace(/<[^>]+>/g, " ")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
    const bare = (words: string) =>
      words
        .toLowerCase()
        .replace(/(^|\n)- /g, " ")
        .replace(/\s+/g, "");
    expect(bare(stripped)).toBe(bare(plain));
  });
});
