import type { BoneHealthRecord, DxaSession } from "../../../src/record/record";
import {
  boneDensity,
  course,
  date,
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
  value,
  vitaminD,
  withVitaminD,
} from "../record-fixture";

const horizon = { label: "Hologic Horizon A", maker: "Hologic" } as const;
const lunar = { label: "GE Lunar iDXA", maker: "GE Lunar" } as const;

function scan(
  day: string,
  spine: [number, number, number],
  hip: [number, number, number],
  neck: [number, number, number],
  more: Partial<DxaSession> = {},
): DxaSession {
  const of = ([bmd, t, z]: [number, number, number]) => ({ bmd, t, z });
  return session(day, [result("lumbar-spine", of(spine)), result("total-hip", of(hip), { side: "left" }), result("femoral-neck", of(neck), { side: "left" })], {
    scanner: horizon,
    ...more,
  });
}

function falling(): BoneHealthRecord {
  const scans = [
    scan("2021-03-02", [0.925, -1.4, -0.2], [0.842, -0.9, 0.1], [0.72, -1.3, 0]),
    scan("2023-04-18", [0.902, -1.7, -0.4], [0.828, -1.0, 0.1], [0.71, -1.4, -0.1]),
    scan("2024-05-06", [0.861, -2.1, -0.7], [0.801, -1.3, -0.1], [0.684, -1.6, -0.2]),
    scan("2025-06-11", [0.812, -2.6, -1.1], [0.77, -1.6, -0.3], [0.661, -1.9, -0.4]),
  ];
  const spine = { site: "lumbar-spine", side: undefined, vertebrae: "L1-L4" } as const;
  const change = (span: "since-baseline" | "since-previous", from: string, bmd: number, years: number) =>
    ({
      comparable: true,
      region: spine,
      from: { session: `dxa-${from}`, date: date(from), bmd },
      to: { session: "dxa-2025-06-11", date: date("2025-06-11"), bmd: 0.812 },
      tScoreFrom: -1.7,
      years,
      percent: (0.812 / bmd - 1) * 100,
      percentPerYear: ((0.812 / bmd - 1) * 100) / years,
      lsc: { percent: 5.3, from: "default" },
      exceedsLsc: true,
      scannerKnown: true,
      span,
      sources: ["Observation/a", "Observation/b"],
    }) as const;
  const base = onLetrozole("2023-05-02");
  const tamoxifen = course("tamoxifen", "2021-04-10", "2023-04-20", { drugClass: "tamoxifen" });
  return record({
    therapy: { ...base, others: [tamoxifen, course("cholecalciferol", "2023-06", undefined, { drugClass: "vitamin-d", daily: { amount: 1000, unit: "IU" } })] },
    boneDensity: boneDensity(scans, { changes: [change("since-baseline", "2023-04-18", 0.902, 2.15), change("since-previous", "2024-05-06", 0.861, 1.1)] }),
    vitaminD: withVitaminD([
      vitaminD("2021-03-10", 16),
      vitaminD("2022-02-14", 24.5),
      vitaminD("2023-05", 31),
      vitaminD("2024-05-20", 4, { comparator: "<", asReported: "<4 ng/mL", amended: true }),
      vitaminD("2025-11-03", 43, { unit: "nmol/L" }),
      vitaminD("2026-02-03", 18),
    ]),
    chemistry: {
      ...record().chemistry,
      calcium: present({ value: 9.4, unit: "mg/dL", comparator: undefined, low: 8.6, high: 10.2 }, { date: date("2026-09-01"), sources: ["Observation/ca"] }),
      albumin: present({ value: 4.1, unit: "g/dL", comparator: undefined, low: 3.5, high: 5 }, { date: date("2026-09-01") }),
      correctedCalcium: present({ value: 9.32, unit: "mg/dL", comparator: undefined, low: 8.6, high: 10.2 }, { date: date("2026-09-01"), how: "derived" }),
      creatinine: present({ value: 1.31, unit: "mg/dL", comparator: undefined, low: 0.5, high: 1.1 }, { date: date("2026-09-01") }),
      creatinineClearance: present(
        { value: 44.2, unit: "mL/min", comparator: undefined, low: undefined, high: undefined },
        { date: date("2026-09-01"), how: "derived" },
      ),
    },
    risk: {
      ...record().risk,
      smoking: present<"current" | "former" | "never">("former", { date: date("2025-01-14"), sources: ["Observation/smoking"] }),
      bmi: present(23.1, { date: date("2026-08-30"), sources: ["Observation/bmi"] }),
    },
    unusable: [
      {
        reference: "Observation/vd-pmol",
        kind: "unit",
        what: "25-OH vitamin D",
        reason: "The unit pmol/L is not one of 25-OH vitamin D.",
        date: date("2024-01-04"),
        asReported: "52 pmol/L",
      },
      { reference: "Observation/eie", kind: "entered-in-error", what: "T-score lumbar spine", reason: "Entered in error.", date: date("2024-03-01") },
    ],
    searches: searches().map((one) => (one.id === "bone-observations" ? report(one.id, "complete", ["Some data may be withheld."]) : one)),
  });
}

const prose =
  "BONE DENSITOMETRY\nIndication: aromatase inhibitor therapy.\nLumbar spine L1-L4: BMD 0.781 g/cm2, T-score -2.7.\nLeft total hip T-score -2.0. Femoral neck T-score minus 2.4.\n<b>Impression</b>: osteoporosis by WHO criteria at the spine.";

function textOnly(): BoneHealthRecord {
  const reading = (id: string, sentence: string, number: string, read: number, metric: "t-score" | "bmd", site: "lumbar-spine" | "total-hip") => ({
    id,
    metric,
    region: { site, side: site === "total-hip" ? ("left" as const) : undefined, vertebrae: site === "lumbar-spine" ? "L1-L4" : undefined },
    value: read,
    sentence,
    at: [sentence.indexOf(number), sentence.indexOf(number) + number.length] as const,
    confirmed: id === "b",
  });
  const readings = [
    reading("a", "Lumbar spine L1-L4: BMD 0.781 g/cm2, T-score -2.7.", "-2.7", -2.7, "t-score", "lumbar-spine"),
    reading("b", "Left total hip T-score -2.0.", "-2.0", -2, "t-score", "total-hip"),
  ];
  const scans = [
    session("2023-11-20", [], {
      reports: [textReport("2023-11-20", "", { fileOnly: true, attachments: [{ contentType: "application/pdf", title: "dxa.pdf" }] })],
    }),
    session("2026-02-03", [], { reports: [textReport("2026-02-03", prose, { readings })] }),
  ];
  return record({
    therapy: onLetrozole("2024"),
    boneDensity: boneDensity(scans, { latestWithValues: notRecorded, lowestTScore: notRecorded, lowestZScore: notRecorded }),
  });
}

function scanners(): BoneHealthRecord {
  const scans = [
    scan("2020-02", [0.86, -2.0, -0.6], [0.8, -1.3, 0], [0.66, -1.7, 0]),
    scan("2022-03-01", [0.84, -2.2, -0.7], [0.79, -1.4, 0], [0.65, -1.8, 0]),
    scan("2024-03-08", [0.96, -1.9, -0.3], [0.86, -1.2, 0.1], [0.79, -1.6, 0.2], { scanner: lunar }),
    scan("2026-03-12", [0.955, -1.9, -0.3], [0.853, -1.3, 0.1], [0.79, -1.6, 0.2], { scanner: lunar }),
  ].map((one, index) =>
    index === 3
      ? { ...one, results: one.results.map((each) => ({ ...each, ...(each.tScore ? { tScore: value(each.tScore.value, { amended: true }) } : {}) })) }
      : one,
  );
  const zoledronate = course("zoledronate", "2021-05-10", undefined, {
    drugClass: "bisphosphonate",
    doses: ["2021-05-10", "2022-05-12", "2023-06-02"].map((day) => ({
      date: date(day),
      reference: `MedicationAdministration/${day}`,
      kind: "administration" as const,
    })),
    currency: "past",
    purpose: "osteoporosis-dose",
  });
  const anastrozole = course("anastrozole", "2019-11", "2023-01-10");
  const exemestane = course("exemestane", "2023-03-01", undefined);
  return record({
    therapy: therapy({
      currentAromataseInhibitor: present(exemestane),
      aromataseInhibitorSince: present(date("2019-11")),
      aromataseInhibitors: [anastrozole, exemestane],
      switches: [{ date: date("2023-03-01"), from: "anastrozole", to: "exemestane" }],
      gaps: [{ from: "2023-01-11", to: "2023-02-28", days: 49 }],
      others: [zoledronate, course("goserelin", "2019-10", "2021-10", { drugClass: "gnrh-agonist" })],
    }),
    boneDensity: boneDensity(scans, {
      changes: [
        {
          comparable: false,
          region: { site: "lumbar-spine", side: undefined, vertebrae: "L1-L4" },
          reason: "Different scanners (Hologic Horizon A, then GE Lunar iDXA): not comparable.",
          span: "since-baseline",
          sources: [],
        },
      ],
    }),
    vitaminD: withVitaminD([vitaminD("2025-11-03", 48, { unit: "nmol/L" }), vitaminD("2026-06-02", 81, { unit: "nmol/L" })]),
  });
}

function loading(): BoneHealthRecord {
  const open = pending();
  return record({
    patient: { ...record().patient, name: open, age: open, sex: open, birthDate: open, identifier: open },
    therapy: therapy({ currentAromataseInhibitor: open, aromataseInhibitorSince: open, medicationListComplete: false }),
    boneDensity: boneDensity([], { latest: open, latestWithValues: open, lowestTScore: open, lowestZScore: open }),
    vitaminD: { results: [], latest: open, newestUnusable: undefined },
    searches: searches("pending"),
  });
}

function failed(): BoneHealthRecord {
  const missing = unavailable();
  return record({
    therapy: therapy({ currentAromataseInhibitor: missing, aromataseInhibitorSince: missing, medicationListComplete: false }),
    boneDensity: boneDensity([], { latest: missing, latestWithValues: missing, lowestTScore: missing, lowestZScore: missing }),
    vitaminD: { results: [], latest: missing, newestUnusable: undefined },
    risk: { ...record().risk, smoking: missing, bmi: missing, glucocorticoid: missing },
    searches: searches("complete", {
      "bone-observations": "failed",
      "medication-requests": "failed",
      "diagnostic-reports": "refused",
      "context-observations": "refused",
      documents: "unsupported",
    }),
  });
}

function partial(): BoneHealthRecord {
  return {
    ...falling(),
    searches: searches("complete", { "diagnostic-reports": "refused", "medication-statements": "failed", "bone-observations": "partial" }),
  };
}

/** 10,000 results of two regions over 14 years. */
function dense(): BoneHealthRecord {
  const scans = Array.from({ length: 5000 }, (_, index) => {
    const day = new Date(Date.UTC(2013, 0, 1 + index)).toISOString().slice(0, 10);
    const t = -1 - index / 3200 + Math.sin(index) / 3;
    return session(day, [
      result("lumbar-spine", { t: Number(t.toFixed(1)), bmd: Number((0.95 + t / 12).toFixed(3)) }),
      result("femoral-neck", { t: Number((t + 0.5).toFixed(1)) }),
    ]);
  });
  return record({ therapy: onLetrozole("2018-03-01"), boneDensity: boneDensity(scans) });
}

function young(): BoneHealthRecord {
  const base = record();
  return record({
    patient: { ...base.patient, age: present(40), name: present("Ana Example") },
    menopause: { status: present<"premenopausal" | "postmenopausal">("premenopausal"), ovarianSuppression: notRecorded },
    therapy: onLetrozole(),
    boneDensity: boneDensity([
      scan("2024-02-01", [0.8, -2.3, -1.9], [0.8, -1.6, -1.3], [0.7, -1.7, -1.2]),
      scan("2026-03-12", [0.78, -2.6, -2.2], [0.78, -1.8, -1.5], [0.68, -1.9, -1.4]),
    ]),
  });
}

export const stories = { falling, textOnly, scanners, loading, failed, partial, dense, young, nothing: () => record() };
