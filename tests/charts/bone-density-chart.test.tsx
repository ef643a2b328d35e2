import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ComponentProps } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { BoneDensityChart } from "../../src/charts/bone-density-chart";
import { BoneDensityTable } from "../../src/charts/bone-density-table";
import { timeDomain } from "../../src/charts/time-axis";
import type { BoneDensityChange, DxaSession } from "../../src/record/record";
import { boneDensity, course, date, onLetrozole, present, result, session, today, value } from "../review/record-fixture";

afterEach(cleanup);

const scans = [
  session("2023-04-18", [result("lumbar-spine", { bmd: 0.902, t: -1.7, z: -0.4 }), result("total-hip", { bmd: 0.828, t: -1 }, { side: "left" })]),
  session("2025-06-11", [result("lumbar-spine", { bmd: 0.812, t: -2.6, z: -1.1 }), result("total-hip", { bmd: 0.77, t: -1.6 }, { side: "left" })]),
];
const change: BoneDensityChange = {
  comparable: true,
  region: { site: "lumbar-spine", side: undefined, vertebrae: "L1-L4" },
  from: { session: "dxa-2023-04-18", date: date("2023-04-18"), bmd: 0.902 },
  to: { session: "dxa-2025-06-11", date: date("2025-06-11"), bmd: 0.812 },
  tScoreFrom: -1.7,
  years: 2.15,
  percent: -10,
  percentPerYear: -4.6,
  lsc: { percent: 5.3, from: "default" },
  exceedsLsc: true,
  scannerKnown: true,
  span: "since-baseline",
  sources: [],
};

function show(sessions: readonly DxaSession[], more: Partial<ComponentProps<typeof BoneDensityChart>> = {}) {
  return render(
    <BoneDensityChart
      boneDensity={boneDensity(sessions, { changes: [change] })}
      therapy={onLetrozole("2023-05-02")}
      today={today}
      time={timeDomain(
        sessions.map((one) => one.date),
        today,
      )}
      classes="who-classes"
      width={700}
      {...more}
    />,
  );
}

describe("the bone density chart", () => {
  it("is an image with a sentence for every region", () => {
    show(scans);
    expect(screen.getByRole("img", { name: /T-score over time/ })).toHaveAccessibleName(
      "T-score over time. lumbar spine L1–L4: 2 results, from −1.7 on 18 Apr 2023 to −2.6 on 11 Jun 2025. left total hip: 2 results, from −1.0 on 18 Apr 2023 to −1.6 on 11 Jun 2025.",
    );
  });

  it("switches between T-score, BMD and Z-score", async () => {
    show(scans);
    await userEvent.click(screen.getByRole("radio", { name: "BMD g/cm²" }));
    expect(screen.getByRole("img", { name: /BMD g\/cm² over time/ })).toHaveAccessibleName(/from 0\.902 g\/cm² on 18 Apr 2023 to 0\.812 g\/cm²/);
    await userEvent.click(screen.getByRole("radio", { name: "Z-score" }));
    expect(screen.getByText("below the expected range for age, −2.0 and below")).toBeInTheDocument();
  });

  it("names the ranges of the T-score after menopause", () => {
    show(scans);
    expect(screen.getByText("osteoporosis range, −2.5 and below")).toBeInTheDocument();
  });

  it("starts with the Z-score and shows no WHO range before menopause, not even behind the T-score", async () => {
    const { container } = show(scans, { classes: "z-score-line" });
    expect(screen.getByRole("radio", { name: "Z-score" })).toBeChecked();
    await userEvent.click(screen.getByRole("radio", { name: "T-score" }));
    expect(container).not.toHaveTextContent(/osteoporosis|low bone mass/);
    expect(container).toHaveTextContent("WHO classes of the T-score are not shown");
  });

  it("reads its scans by arrow keys, aloud too, and Escape puts the read-out away", async () => {
    show(scans);
    screen.getByRole("application").focus();
    await userEvent.keyboard("{ArrowLeft}");
    expect(screen.getByRole("status")).toHaveTextContent("11 Jun 2025, lumbar spine L1–L4 −2.6, left total hip −1.6");
    expect(screen.getByText("Hologic Horizon A")).toBeInTheDocument();
    await userEvent.keyboard("{Home}");
    expect(screen.getByRole("status")).toHaveTextContent("18 Apr 2023");
    await userEvent.keyboard("{Escape}");
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
  });

  it("says in words where the scanner changed", () => {
    show([scans[0]!, { ...scans[1]!, scanner: { label: "GE Lunar iDXA", maker: "GE Lunar" } }]);
    expect(screen.getByText("different scanner, not comparable")).toBeInTheDocument();
    expect(screen.getByText(/Between Hologic Horizon A and GE Lunar iDXA/)).toBeInTheDocument();
    expect(screen.getByRole("img")).toHaveAccessibleName(/The scanner changed once/);
  });

  it("says whose least significant change the error bars are", async () => {
    show(scans);
    await userEvent.click(screen.getByRole("radio", { name: "BMD g/cm²" }));
    expect(screen.getByText(/least significant change \(5\.3% lumbar spine L1–L4, assumed, the largest that is acceptable\)/)).toBeInTheDocument();
  });

  it("offers the trial averages only on request, and never as a prediction", async () => {
    show(scans, { expectedLoss: [{ site: "lumbar-spine", percentPerYear: [-1.2, -2.7] }] });
    expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("radio", { name: "BMD g/cm²" }));
    expect(screen.queryByText(/trial averages/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("checkbox", { name: "Expected loss in trials" }));
    expect(screen.getByText(/trial averages, not a prediction for this patient \(lumbar spine L1–L4, −1\.2 to −2\.7% per year/)).toBeInTheDocument();
  });

  it("does not offer trial averages during antiresorptive treatment", async () => {
    const therapy = { ...onLetrozole("2023-05-02"), antiresorptive: present(course("zoledronate", "2024-01-01", undefined)) };
    show(scans, { therapy, expectedLoss: [{ site: "lumbar-spine", percentPerYear: [-1.2, -2.7] }] });
    await userEvent.click(screen.getByRole("radio", { name: "BMD g/cm²" }));
    expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
  });

  it("shows treatment under the same axis", () => {
    show(scans);
    expect(screen.getByText("letrozole")).toBeInTheDocument();
  });

  it("explains amended results and dates known only to the month", () => {
    const [first] = scans;
    show([{ ...first!, date: date("2023-04"), results: [{ ...result("lumbar-spine", {}), tScore: value(-1.7, { amended: true }) }] }]);
    expect(screen.getByText("Ring: amended result.")).toBeInTheDocument();
    expect(screen.getByText(/known only to the month or year/)).toBeInTheDocument();
  });

  it("switches a region off by its button in the key", async () => {
    show(scans);
    const hip = within(screen.getByRole("list", { name: "Regions shown" })).getByRole("button", { name: /left total hip/ });
    await userEvent.click(hip);
    expect(hip).toHaveAttribute("aria-pressed", "false");
    expect(screen.getByRole("img")).not.toHaveAccessibleName(/left total hip/);
  });

  it("draws 10,000 results thinned, and says so", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => {
      const day = new Date(Date.UTC(1999, 0, 1 + index)).toISOString().slice(0, 10);
      return session(day, [result("lumbar-spine", { t: index === 5000 ? -9 : -2 })]);
    });
    const { container } = show(many);
    expect(container.querySelectorAll("svg [data-series] path").length).toBeLessThan(700);
    expect(screen.getByText(/of 10000 points, with every peak and trough/)).toBeInTheDocument();
  });
});

describe("the table beside the chart", () => {
  it("has every result, newest first, also those that no chart may show, each with its source", () => {
    render(<BoneDensityTable sessions={[...scans, session("2025-07-01", [result("calcaneus", { t: -3 })], { kind: "peripheral", scanner: undefined })]} />);
    const table = screen.getByRole("table", { name: "Bone density, every result" });
    const rows = within(table).getAllByRole("row").slice(1);
    expect(rows).toHaveLength(5);
    expect(rows[0]).toHaveTextContent(/1 Jul 2025heel−3\.0.*not named/);
    expect(rows[1]).toHaveTextContent(/11 Jun 2025lumbar spine L1–L4−2\.6−1\.10\.812Hologic Horizon Acoded/);
    expect(within(rows[1]!).getByText("Observation/v0.812")).toBeInTheDocument();
  });
});
