import { phrases } from "../ui/phrases";

export const text = phrases("review", {
  // durations
  days: "{count, plural, one {# day} other {# days}}",
  monthCount: "{count, plural, one {# month} other {# months}}",
  yearCount: "{count, plural, one {# year} other {# years}}",
  about: "about {duration}",
  aboutUnderAYear: "less than about a year",
  period: "{from} to {to}",
  periodUnknown: "dates not recorded",

  // headline: therapy
  onAgent: "on {agent} for {duration} (since {since})",
  onAgentAfterSwitch: "on {agent}, aromatase inhibitor for {duration} in all (since {since})",
  onAgentStartUnknown: "on {agent}, start not recorded",
  onHold: "{agent} on hold, started {since}",
  onHoldStartUnknown: "{agent} on hold, start not recorded",
  noAiRecorded: "no aromatase inhibitor in the connected record (all medication searches complete)",
  noCurrentAi: "no current aromatase inhibitor (all medication searches complete); {agent} taken earlier ({period})",
  aiRecordedUnknown: "whether an aromatase inhibitor is taken is recorded as unknown",
  aiStale: "{agent} on record, but too old to rely on ({limit})",
  aiUnusable: "aromatase-inhibitor entries cannot be used",
  aiPending: "medication is still being read",
  aiUnavailable: "aromatase-inhibitor treatment could not be read",

  // headline: scope
  metastatic: "{strong}, so prompts about bone loss do not apply",
  metastaticStrong: "metastatic disease on record",

  // headline: bone density
  and: " and ",
  tScore: "T-score {value}",
  zScore: "Z-score {value}",
  lowestScore: "lowest {score} at the {site} ({date})",
  lowestScoreUndated: "lowest {score} at the {site}",
  classOsteoporosis: ", osteoporosis range",
  classLow: ", low bone mass range",
  classNormal: ", normal range",
  incompletelyRead: "{what}; not everything could be read, newer results may exist",
  newerWithoutScore: "{what}; a newer DXA of {date} has no coded score",
  scoreWithoutSite: "T-score {value} at a site that is not stated ({date})",
  dxaWithoutScore: "DXA of {date} without a central T-score or Z-score",
  dxaTextOnly: "DXA of {date} with its values in the report text only",
  dxaFileOnly: "DXA of {date} with its values in a file only",
  dxaDoneOnly: "DXA of {date}, its values are not in the connected record",
  onlyPeripheral: "only peripheral or CT-derived bone measurements, none of them central DXA",
  noDxa: "no DXA in the connected record (all searches complete)",
  dxaPending: "bone density is still being read",
  dxaUnavailable: "bone density could not be read",
  dxaUnusable: "bone density results cannot be used",

  // headline: change
  percent: "{value}%",
  change: "{site} BMD {percent} since {since}, {verdict} the {origin, select, default {assumed } other {}}least significant change of {lsc}%",
  exceedsLsc: "beyond",
  withinLsc: "within",
  scannerNotNamed: " (scanner not named)",
  changeNotComparable: "{site} change not calculated ({reason})",
  changeUnavailable: "change cannot be told while results are missing",
  firstScan: "no earlier scan with values to compare",

  // headline: vitamin D
  vitaminD: "25-OH vitamin D {value} ({date})",
  newerUnusable: ", a newer result of {date} cannot be used",
  vitaminDUnusable: "25-OH vitamin D results cannot be used",
  vitaminDUnusableOn: "the 25-OH vitamin D result of {date} cannot be used",
  noVitaminD: "no 25-OH vitamin D in the connected record (search complete)",
  vitaminDPending: "vitamin D is still being read",
  vitaminDUnavailable: "vitamin D could not be read",

  // headline: next DXA
  nextDxa: "next DXA {what}",
  baselineDue: "is the baseline for this treatment, due now",
  baselineDueStrong: "due now",
  overdueSince: "overdue since {date}",
  overdueStrong: "overdue",
  dueUntil: "due by {date}",
  dueStrong: "due",
  dueFrom: "from {date}",
  nextDxaPending: "next DXA: still reading",
  nextDxaUnavailable: "when the next DXA is due cannot be told",
});
