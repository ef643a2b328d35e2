import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import type { ComponentProps } from "react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { BoneHealthRecord } from "../../src/record/record";
import { searchIds } from "../../src/record/searches";
import { ReviewScreen } from "../../src/review/review-screen";
import {
  boneDensity,
  evaluation,
  notRecorded,
  onLetrozole,
  pending,
  present,
  record,
  report,
  result,
  searches,
  session,
  textReport,
  therapy,
  unavailable,
  vitaminD,
  withVitaminD,
} from "./record-fixture";
import { visibleText } from "./visible-text";

afterEach(cleanup);
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined; // jsdom has no layout
});

type Props = ComponentProps<typeof ReviewScreen>;

async function show(of: BoneHealthRecord, more: Partial<Props> = {}) {
  const onRetry = vi.fn<Props["onRetry"]>();
  const view = render(<ReviewScreen record={of} evaluation={evaluation({})} onRetry={onRetry} chartWidth={600} {...more} />);
  await screen.findByRole("region", { name: "Data quality" }); // the panels' code is loaded
  return { ...view, onRetry };
}

const panel = (name: string) => screen.getByRole("region", { name });

const scan = session("2026-03-12", [result("lumbar-spine", { bmd: 0.842, t: -2.6 })]);
const full = record({ therapy: onLetrozole(), boneDensity: boneDensity([scan]), vitaminD: withVitaminD([vitaminD("2026-02-03", 18)]) });

function without(reason: "pending" | "failed" | "refused"): BoneHealthRecord {
  const missing = reason === "pending" ? pending() : unavailable();
  return record({
    therapy: therapy({ currentAromataseInhibitor: missing, aromataseInhibitorSince: missing, medicationListComplete: false }),
    boneDensity: boneDensity([], { latest: missing, latestWithValues: missing, lowestTScore: missing, lowestZScore: missing }),
    vitaminD: { results: [], latest: missing, newestUnusable: undefined },
    searches: searches(reason),
  });
}

const panels = ["Bone density", "25-OH vitamin D", "Treatment", "DXA reports", "Laboratory"];

describe("the states of the chart review", () => {
  it("shows a full record: name, headline, and every panel ready", async () => {
    await show(full);
    expect(screen.getByRole("heading", { level: 1, name: "Marta Example" })).toBeInTheDocument();
    expect(screen.getByRole("main")).toHaveTextContent("On letrozole for 3 years 6 months (since 2 May 2023); lowest T-score −2.6 at the lumbar spine");
    expect(await screen.findByRole("img", { name: /T-score over time/ })).toBeInTheDocument();
    expect(panel("Bone density")).toHaveAttribute("data-state", "ready");
  });

  it.each(panels)("%s says that it is loading, and claims nothing yet", async (name) => {
    await show(without("pending"));
    expect(panel(name)).toHaveAttribute("data-state", "loading");
    expect(panel(name)).toHaveTextContent(/Loading .*…/);
    expect(panel(name)).not.toHaveTextContent(/\bno\b/i);
  });

  it.each(panels)("%s says that it could not be read, and offers to try again", async (name) => {
    const { onRetry } = await show(without("failed"));
    expect(panel(name)).toHaveAttribute("data-state", "failed");
    expect(panel(name)).toHaveTextContent("Could not be read");
    expect(panel(name)).not.toHaveTextContent(/\bno\b|nothing recorded/i);
    await userEvent.click(within(panel(name)).getByRole("button", { name: /Try again/ }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  it.each(panels)("%s says that it was refused, and that the EHR's administrator decides", async (name) => {
    await show(without("refused"));
    expect(panel(name)).toHaveAttribute("data-state", "refused");
    expect(panel(name)).toHaveTextContent("Not permitted");
    expect(within(panel(name)).queryByRole("button", { name: /Try again/ })).not.toBeInTheDocument();
  });

  it.each(panels)("%s says that nothing is recorded only after complete searches", async (name) => {
    await show(record());
    expect(panel(name)).toHaveAttribute("data-state", "empty");
    expect(panel(name)).toHaveTextContent(/Nothing recorded.*in the connected record.*Searched completely/);
  });

  it("never calls it nothing recorded when results arrived and could not be used", async () => {
    const unusable = { state: "unusable", reason: "The unit contradicts the code.", sources: ["Observation/u"] } as const;
    const item = { reference: "Observation/u", kind: "unit", what: "25-OH vitamin D", reason: "The unit is pmol/L." } as const;
    await show(
      record({
        boneDensity: boneDensity([], { latest: unusable, latestWithValues: unusable, lowestTScore: unusable, lowestZScore: unusable }),
        vitaminD: { results: [], latest: notRecorded, newestUnusable: item },
      }),
    );
    for (const name of ["Bone density", "25-OH vitamin D"]) {
      expect(panel(name)).toHaveTextContent("results arrived, but none of them can be used: see the list below.");
      expect(panel(name)).not.toHaveTextContent("Nothing recorded");
    }
  });

  it("asks again for just the failed searches of a panel", async () => {
    const { onRetry } = await show({ ...full, searches: searches("complete", { documents: "failed", "diagnostic-reports": "refused" }) });
    expect(panel("Bone density")).toHaveAttribute("data-state", "partial");
    expect(panel("Bone density")).toHaveTextContent("What arrived is shown; something is missing");
    await userEvent.click(within(panel("Bone density")).getByRole("button", { name: /Try again/ }));
    expect(onRetry).toHaveBeenCalledWith(["documents"]);
  });

  it("gives a reason that several searches share once", async () => {
    await show({ ...full, searches: searches("complete", { documents: "failed", "diagnostic-reports": "failed" }) });
    expect(panel("DXA reports")).toHaveTextContent(
      "Nothing can be said about reports. Diagnostic reports and documents: The server answered with an error (500).",
    );
  });

  it("does not count a resource type that the server lacks as a failure", async () => {
    await show({ ...full, searches: searches("complete", { documents: "unsupported", procedures: "unsupported", "family-history": "unsupported" }) });
    expect(panel("Bone density")).toHaveAttribute("data-state", "ready");
    expect(screen.queryByText("Not everything could be read:")).not.toBeInTheDocument();
  });
});

describe("what was asked of the EHR", () => {
  const asked = () => screen.getByRole("region", { name: "What was asked of the EHR" });

  it("is one quiet line when everything was read, with pages and server warnings", async () => {
    const warned = searches().map((one) => (one.id === "conditions" ? report(one.id, "complete", ["may not contain the entire record"]) : one));
    await show({ ...full, searches: warned });
    expect(visibleText(asked())).toMatch(/^All 12 searches complete · at \d\d:\d\d · 12 pages · 1 server warning$/);
    await userEvent.click(within(asked()).getByText(/All 12 searches complete/));
    expect(await within(asked()).findByText(/may not contain the entire record/)).toBeInTheDocument();
    expect(within(asked()).getAllByRole("row")).toHaveLength(1 + searchIds.length);
  });

  it("names what could not be read and what can therefore not be concluded", async () => {
    const { onRetry } = await show({ ...full, searches: searches("complete", { "diagnostic-reports": "refused", "medication-requests": "failed" }) });
    const seen = visibleText(asked());
    expect(seen).toContain("Not everything could be read: medication orders (failed), diagnostic reports (refused).");
    expect(seen).toContain("Whether a scan was done that is told of only in a report, and so when the next one is due.");
    await userEvent.click(within(asked()).getByRole("button", { name: "Try this search again" }));
    expect(onRetry).toHaveBeenCalledWith(["medication-requests"]);
  });
});

describe("prompts", () => {
  const judged = evaluation(
    {
      "TX-01": {
        outcome: "fired",
        headline: "T-score −2.6 is in the osteoporosis range.",
        whyNow: "Threshold −2.5.",
        inputs: [{ label: "Lowest T-score", value: "−2.6 at lumbar spine", date: "12 Mar 2026", sources: ["Observation/t1"], how: "coded" }],
        missing: [{ label: "Parental hip fracture", state: "not-recorded", reason: "not recorded", couldChange: "One more risk factor." }],
      },
      "VITD-03": "fired",
      "DXA-03": "not-fired",
      "FALL-01": "not-evaluable",
    },
    { "TX-01": "H", "VITD-03": "L" },
  );

  it("stand in order with their urgency in words, each marked by its id", async () => {
    const { container } = await show(full, { evaluation: judged });
    expect([...container.querySelectorAll("[data-prompt-id]")].map((prompt) => prompt.getAttribute("data-prompt-id"))).toEqual(["TX-01", "VITD-03"]);
    expect(visibleText(container.querySelector('[data-prompt-id="TX-01"]')!)).toBe("Alert\nT-score −2.6 is in the osteoporosis range.\nThreshold −2.5. Basis");
  });

  it("open on their basis by keyboard: inputs with source and how known, what is missing, logic, guidelines, limits, version", async () => {
    const { container } = await show(full, { evaluation: judged });
    const prompt = container.querySelector<HTMLElement>('[data-prompt-id="TX-01"]')!;
    await userEvent.click(prompt.querySelector("summary")!);
    const inputs = await within(prompt).findByRole("list", { name: "What went into it" });
    expect(within(inputs).getAllByRole("listitem")[0]).toHaveTextContent("Lowest T-score: −2.6 at lumbar spine12 Mar 2026 coded Observation/t1");
    expect(prompt).toHaveTextContent("Parental hip fracture: not recorded. Could change this result: One more risk factor.");
    expect(prompt).toHaveTextContent("Exact logic of TX-01.");
    expect(prompt).toHaveTextContent("TX-01, version 1.0.0, compared with its sources on 23 Nov 2026");
    for (const part of ["Guidelines", "Limits of the evidence", "Who it is for", "Options"])
      expect(within(prompt).getByRole("heading", { name: part })).toBeInTheDocument();
    expect(prompt).toHaveTextContent("from secondary source, not re-read");
    for (const link of within(prompt).getAllByRole("link")) expect(link).toHaveAttribute("rel", "noreferrer noopener");
  });

  it("show where guidelines disagree side by side", async () => {
    const { container } = await show(full, { evaluation: judged });
    const prompt = container.querySelector<HTMLElement>('[data-prompt-id="TX-01"]')!;
    await userEvent.click(prompt.querySelector("summary")!);
    await within(prompt).findByRole("heading", { name: "Where guidelines disagree" });
    expect(within(prompt).getAllByRole("term").length).toBeGreaterThan(1);
  });

  it("tell a reason once for all the rules that were silent because of it", async () => {
    const because = "On no aromatase inhibitor.";
    const same = { outcome: "not-fired", because, inputs: [], missing: [] } as const;
    await show(full, { evaluation: evaluation({ "DXA-01": same, "TX-01": same }) });
    const whyNot = panel("Why no other prompts");
    await userEvent.click(within(whyNot).getByText("2 rules did not apply"));
    expect(await within(whyNot).findAllByText(because)).toHaveLength(1);
    expect(
      within(whyNot)
        .getAllByRole("term")
        .map((term) => term.textContent),
    ).toEqual(expect.arrayContaining([expect.stringContaining("DXA-01"), expect.stringContaining("TX-01")]));
  });

  it("have room for what else may be done about them", async () => {
    const { container } = await show(full, { evaluation: judged, promptActions: (prompt) => <button type="button">Snooze {prompt.id}</button> });
    await userEvent.click(container.querySelector('[data-prompt-id="TX-01"] summary')!);
    expect(await screen.findByRole("button", { name: "Snooze TX-01" })).toBeInTheDocument();
  });

  it("explain the rules that stayed silent", async () => {
    await show(full, { evaluation: judged });
    const whyNot = panel("Why no other prompts");
    expect(visibleText(whyNot)).toBe("Why no other prompts\n1 rule could not be judged\n1 rule did not apply");
    await userEvent.click(within(whyNot).getByText("1 rule could not be judged"));
    expect(await within(whyNot).findByText("Because of FALL-01")).toBeInTheDocument();
  });

  it("say that more may follow while searches are open, and give no reasons for silence yet", async () => {
    await show({ ...full, searches: searches("complete", { conditions: "pending" }) }, { evaluation: judged });
    expect(panel("Prompts")).toHaveTextContent("More prompts may follow: still reading diagnoses.");
    expect(screen.queryByRole("region", { name: "Why no other prompts" })).not.toBeInTheDocument();
  });

  it("never read as health when none fired", async () => {
    await show(full, { evaluation: evaluation({ "FALL-01": "not-evaluable", "DXA-03": "not-fired" }) });
    expect(panel("Prompts")).toHaveTextContent(/No rule applies to what is known\. ?1 rule could not be judged; see why below\./);
  });

  it("never read as health when none fired and every rule could be judged", async () => {
    await show(full, { evaluation: evaluation({ "DXA-03": "not-fired" }) });
    expect(panel("Prompts")).toHaveTextContent(/No rule applies to what is known\. ?That is no all-clear: the reasons stand below\./);
  });
});

describe("DXA reports", () => {
  const sentence = "Lumbar spine L1-L4 T-score -2.7.";
  const reading = {
    id: "r1",
    metric: "t-score",
    region: { site: "lumbar-spine", side: undefined, vertebrae: "L1-L4" },
    value: -2.7,
    sentence,
    at: [27, 31],
    confirmed: false,
  } as const;
  const told = (more: Partial<typeof reading> | { confirmed: true } = {}) =>
    record({
      therapy: onLetrozole(),
      boneDensity: boneDensity(
        [
          session("2026-02-03", [], {
            reports: [
              textReport("2026-02-03", `FINDINGS\n${sentence}\n<img src=x onerror=alert(1)> <b>Impression</b>`, { readings: [{ ...reading, ...more }] }),
            ],
          }),
        ],
        { latestWithValues: notRecorded, lowestTScore: notRecorded, lowestZScore: notRecorded },
      ),
    });

  it("mark a number that was read from the text, in its sentence, and wait for the clinician's word", async () => {
    const onConfirmReading = vi.fn<(id: string) => void>();
    await show(told(), { onConfirmReading });
    const reports = panel("DXA reports");
    expect(reports).toHaveTextContent("lumbar spine L1–L4 T-score −2.7 read from the report, confirm");
    expect([...reports.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["-2.7", "-2.7"]);
    await userEvent.click(within(reports).getByRole("button", { name: "Confirm: lumbar spine L1–L4 T-score −2.7" }));
    expect(onConfirmReading).toHaveBeenCalledWith("r1");
  });

  it("ask nothing more once it was confirmed", async () => {
    await show(told({ confirmed: true }), { onConfirmReading: () => undefined });
    expect(panel("DXA reports")).toHaveTextContent("read from the report, confirmed");
    expect(within(panel("DXA reports")).queryByRole("button", { name: /Confirm/ })).not.toBeInTheDocument();
  });

  it("show markup as the characters it is", async () => {
    await show(told());
    expect(panel("DXA reports")).toHaveTextContent("<img src=x onerror=alert(1)> <b>Impression</b>");
    expect(panel("DXA reports").querySelector("img")).toBeNull();
  });

  it("count as a DXA that was done: nothing on the screen denies it", async () => {
    const { container } = await show(told());
    expect(visibleText(container)).not.toMatch(/no (DXA|bone density)/i);
    expect(panel("Bone density")).toHaveTextContent("One scan is on record without coded values, so nothing can be drawn");
  });
});

describe("the other panels", () => {
  it("laboratory shows each value with its own range, says high or low in words, and how a derived one came about", async () => {
    const lab = { unit: "mg/dL", comparator: undefined, low: 8.6, high: 10.2 };
    const chemistry = {
      ...record().chemistry,
      calcium: present({ ...lab, value: 8.1 }),
      correctedCalcium: present({ ...lab, value: 8.5 }, { how: "derived" }),
      creatinine: unavailable(),
    };
    await show({ ...full, chemistry });
    const rows = within(panel("Laboratory")).getAllByRole("row");
    expect(rows[1]).toHaveTextContent("Calcium8.1 mg/dL low8.6–10.2");
    expect(rows[3]).toHaveTextContent(/Corrected calcium8\.5 mg\/dL low.*calculated here/);
    expect(rows[4]).toHaveTextContent("Creatininecould not be read");
  });

  it("a risk factor whose search is still open reads as loading, not as unreadable", async () => {
    const open = {
      ...full,
      risk: { ...full.risk, smoking: pending(["context-observations"]) },
      searches: searches("complete", { "context-observations": "pending" }),
    };
    await show(open);
    const row = within(panel("Risk factors")).getAllByRole("row")[2];
    expect(row).toHaveTextContent(/smoker ?loading…$/);
    expect(panel("Risk factors")).not.toHaveTextContent("could not be read");
  });

  it("risk factors say how many of the six are present, and never take what is not recorded for absent", async () => {
    await show({ ...full, risk: { ...full.risk, smoking: present<"current" | "former" | "never">("never") } });
    const risk = panel("Risk factors");
    expect(risk).toHaveTextContent("1 of 6 present (4 not recorded)");
    expect(within(risk).getAllByRole("row")[1]).toHaveTextContent("age > 65countsage 68");
    expect(within(risk).getAllByRole("row")[2]).toHaveTextContent("does not count");
    expect(within(risk).getAllByRole("row")[3]).toHaveTextContent("not recorded");
  });

  it("a fracture of unclear mechanism is not shown as no fracture recorded", async () => {
    const fractures = present([{ label: "Colles' fracture", site: "other" as const, certainty: "possible" as const, age: 63 }]);
    await show({ ...full, risk: { ...full.risk, fractures } });
    const row = within(panel("Risk factors")).getAllByRole("row")[5];
    expect(row).toHaveTextContent(/own fragility fracture after 50.*A fracture is on record, but its mechanism or the age at it is not\./);
  });

  it("what could not be used is listed with its reason", async () => {
    await show({
      ...full,
      unusable: [{ reference: "Observation/u", kind: "unit", what: "25-OH vitamin D", reason: "The unit is pmol/L.", asReported: "52 pmol/L" }],
    });
    expect(within(panel("Data quality")).getAllByRole("row")[1]).toHaveTextContent("25-OH vitamin DThe unit is pmol/L.52 pmol/LObservation/u");
  });

  it("treatment has a table of courses and what each resource said", async () => {
    await show(full);
    await userEvent.click(within(panel("Treatment")).getByText("What each resource said (1)"));
    const evidence = await within(panel("Treatment")).findByRole("table", { name: /What each resource said/ });
    expect(evidence).toHaveTextContent("MedicationRequest/letrozoleorderactiveletrozole tablet2 May 2023It sets the start of the course. It is marked active.");
  });

  it("a clause of the headline leads to the panel that proves it", async () => {
    await show(full);
    await userEvent.click(screen.getByRole("link", { name: /25-OH vitamin D 18 ng\/mL/ }));
    expect(panel("25-OH vitamin D")).toHaveFocus();
  });
});

describe("accessibility", () => {
  it.each([
    ["full", full, evaluation({ "TX-01": "fired", "DXA-03": "not-fired" })],
    ["loading", without("pending"), evaluation({})],
    ["failed", without("failed"), evaluation({ "STATE-ERR": "fired", "DXA-03": "not-evaluable" })],
  ])("axe finds nothing on a %s record", async (_, of, judged) => {
    const { container } = await show(of, { evaluation: judged });
    for (const details of container.querySelectorAll("details")) details.open = true;
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } }); // colours: tests/ui/tokens.test.ts
    expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
  });
});
