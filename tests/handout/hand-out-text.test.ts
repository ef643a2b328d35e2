// @vitest-environment node
import { describe, expect, it } from "vitest";
import { basisOf } from "../../src/guidelines/basis";
import { catalogue } from "../../src/guidelines/catalogue";
import { type HandOut, handOut } from "../../src/handout/hand-out-text";
import type { Language } from "../../src/handout/sheet-text";
import { spanishOf } from "../../src/handout/spanish";
import type { SearchId, SearchState } from "../../src/record/searches";
import { readingGrade } from "./reading-level";
import { settings, story, storyIds } from "./story-record";

type Draft = Extract<HandOut, { state: "draft" }>;

function draft(id: string, { language = "en", broken = {} }: { language?: Language; broken?: Partial<Record<SearchId, SearchState>> } = {}): Draft {
  const { record, evaluation } = story(id, broken);
  const made = handOut(record, evaluation, language, settings);
  if (made.state !== "draft") throw new Error(made.because);
  return made;
}

const words = (made: Draft) => made.lines.map((line) => line.text).join(" ");
const ids = (made: Draft) => made.lines.map((line) => line.id);
const reasons = (made: Draft) => made.leftOut.map(({ what, why }) => `${what}: ${why}`).join("\n");

describe("what stands on a hand-out", () => {
  it("names the patient's own medicine, scan, score and level", () => {
    const made = draft("falling-fast");
    expect(words(made)).toMatch(/You take (letrozole|anastrozole|exemestane)\./);
    expect(words(made)).toMatch(/Your last bone scan was on \d+ [A-Z][a-z]+ 20\d\d\./);
    expect(words(made)).toMatch(/Your lowest bone score \(T-score\) on .* was −\d\.\d/);
    expect(words(made)).toMatch(/Your vitamin D level on .* was \d+/);
  });

  it("gives everybody on an aromatase inhibitor the calcium foods and the word on vitamin K2", () => {
    const made = draft("window-open");
    expect(made.lines.find((line) => line.id === "foods")?.table?.length).toBeGreaterThan(5);
    expect(words(made)).toContain("Vitamin K2 pills are not recommended to treat bones.");
  });

  it("tells the clinician of every line where it comes from", () => {
    for (const line of draft("lifestyle").lines) expect(line.from).toMatch(/\d|record|fact sheet/);
  });

  it("speaks to a smoker about smoking, and not to someone who never smoked", () => {
    expect(ids(draft("lifestyle"))).toContain("SMK-01");
    const never = draft("dense-history");
    expect(words(never)).not.toMatch(/smok/i);
    expect(reasons(never)).toContain("Smoking: Recorded: never.");
  });

  it("gives no exercise figures to someone who should start supervised", () => {
    const made = draft("lifestyle");
    expect(ids(made)).toContain("EX-02");
    expect(words(made)).not.toContain("150 minutes");
    expect(words(made)).toContain("Ask us before you start something new.");
    expect(reasons(made)).toContain("Prompt: supervised exercise (EX-02)");
  });

  it("leaves the amount of vitamin D to the team when the level is low", () => {
    const made = draft("vitamin-d-nmol");
    expect(words(made)).not.toContain("800 to 1,000 units");
    expect(reasons(made)).toMatch(/Prompt: 25\(OH\)D .*\(VITD-0[23]\)\. The dose is for the team/);
  });
});

describe("what may not be said is left out, with the reason", () => {
  it("tells nobody that the bones are normal while a report of a newer scan may be unread", () => {
    expect(words(draft("window-open"))).toMatch(/lowest bone score/);
    const made = draft("window-open", { broken: { "diagnostic-reports": "refused" } });
    expect(words(made)).not.toMatch(/lowest bone score|normal/);
    expect(reasons(made)).toMatch(/diagnostic reports/);
  });

  it("says nothing about bone loss, targets or exercise in metastatic disease", () => {
    const made = draft("metastatic");
    expect(ids(made)).toEqual(["SCOPE-02"]);
    expect(reasons(made)).toContain("Metastatic disease is on record");
  });

  it("says nothing of that either when the diagnoses could not be read", () => {
    const made = draft("window-open", { broken: { conditions: "failed" } });
    expect(made.lines).toEqual([]);
    expect(reasons(made)).toContain("could not be read");
  });

  it("does not tell someone who has stopped that she takes it, and gives no amounts", () => {
    const made = draft("not-on-ai");
    expect(words(made)).not.toMatch(/You take|800 to|1,200 mg|150 minutes/);
    expect(reasons(made)).toContain("No current aromatase inhibitor is on record.");
  });

  it("does not say when the last scan was when reports could not be read", () => {
    const made = draft("window-open", { broken: { "diagnostic-reports": "refused" } });
    expect(words(made)).not.toMatch(/last bone scan was|scan is due/);
    expect(reasons(made)).toMatch(/Date of the last bone scan: .*diagnostic reports/i);
  });

  it("waits until every search has been answered", () => {
    const { record, evaluation } = story("window-open", { documents: "pending" });
    expect(handOut(record, evaluation, "en", settings)).toEqual({ state: "blocked", because: expect.stringContaining("still being read") });
  });

  it("leaves the score out where T-score classes do not describe the patient", () => {
    const made = draft("premenopausal-z");
    expect(words(made)).not.toMatch(/lowest bone score/);
  });
});

describe("the words", () => {
  it.each(storyIds)("%s: English a twelve-year-old can read (Flesch-Kincaid grade 7 at most)", (id) => {
    expect(readingGrade(words(draft(id)))).toBeLessThanOrEqual(7);
  });

  it("every rule's English patient text has a Spanish translation of exactly that text", () => {
    const untranslated = catalogue.filter((rule) => {
      const english = basisOf(rule.id)?.patientText;
      return english !== undefined && spanishOf(rule.id, english) === undefined;
    });
    expect(untranslated.map((rule) => rule.id)).toEqual([]);
  });

  it("a rule whose English changed is left off the Spanish sheet, and the clinician is told", () => {
    const { record, evaluation } = story("window-open");
    const changed = { ...evaluation, prompts: evaluation.prompts.map((prompt) => (prompt.id === "EX-01" ? { ...prompt, patientText: "Dance." } : prompt)) };
    const made = handOut(record, changed, "es", settings);
    expect(made.state === "draft" && made.lines.some((line) => line.id === "EX-01")).toBe(false);
    expect(made.state === "draft" && reasons(made)).toContain("“Dance.”");
  });

  it.each(storyIds)("%s: the Spanish sheet says the same lines and no English sentence", (id) => {
    const english = draft(id);
    const spanish = draft(id, { language: "es" });
    expect(ids(spanish)).toEqual(ids(english));
    for (const line of english.lines) expect(words(spanish)).not.toContain(line.text);
  });
});
