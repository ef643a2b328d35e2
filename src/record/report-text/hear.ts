import type { DxaRegion } from "../record";
import { type Column, type TableHead, isLabel, tableHead } from "./head";
import { type Span, linesOf, sentencesOf, trimmed, unwrapped } from "./lines";
import { type Item, type Place, isComplete, regionOf, sameFamily, within, withPlaces } from "./places";
import { Row } from "./row";
import { type Context, type Finding, readSentence } from "./sentence";
import { type RowContext, bareRow, isAmbiguousRow, tableRow } from "./table";
import { type Metric, tokenise } from "./tokens";
import type { DateTie } from "./whose";

/** A finding with its region and the sentence it stands in. */
export type Heard = { readonly finding: Finding; readonly region: DxaRegion; readonly sentence: Span };

/** A sentence or row with what was recognised in it. */
export type Spoken = { readonly span: Span; readonly items: readonly Item[] };

export type Report = { readonly heard: readonly Heard[]; readonly ties: readonly DateTie[]; readonly spoken: readonly Spoken[] };

/** Goes through a report from top to bottom: headings, tables, sentences; keeps what is the patient's own and of this examination. */
export function hear(folded: string, original: string): Report {
  const text = unwrapped(folded, original);
  const reader = new Reader(text, original);
  for (const line of linesOf(text)) reader.line(trimmed(text, line));
  return reader;
}

class Reader {
  readonly heard: Heard[] = [];
  readonly spoken: Spoken[] = [];
  readonly ties: DateTie[] = [];
  /** "own" until a heading says that what follows is history or comparison; `line` ends with its line, `block` with a blank line. */
  private section: "own" | "line" | "block" = "own";
  private context: Context = { used: [] };
  private rows: RowContext = {};
  private head: TableHead | undefined;
  private title: Metric | undefined;
  private addendum = false;
  /** A notice said that the report is another patient's: what follows counts only once something is put right. */
  private foreign = false;
  private blankLines = 0;
  /** A line of words in columns directly above: the upper half of a heading, perhaps. */
  private above: Row | undefined;

  constructor(
    private readonly folded: string,
    private readonly original: string,
  ) {}

  line(line: Span): void {
    const text = this.folded.slice(line.start, line.end);
    if (this.section === "line") this.section = "own";
    if (text === "") return this.blank();
    if (!/[a-z0-9\u4e00-\u9fff]/.test(text)) return;
    this.blankLines = 0;
    const tokens = tokenise(this.folded, line.start, line.end);
    const row = text.length <= longestRow ? new Row(this.folded, line, tokens) : undefined;
    if (row !== undefined && this.readAsTable(row)) {
      // "Current   Previous" may be the whole heading, or the upper half of one.
      this.above = !row.has("number") && this.head?.transposed ? row : undefined;
      this.spoken.push({ span: line, items: row.items });
      return;
    }
    let from = 0;
    for (const span of sentencesOf(this.folded, this.original, line)) {
      let to = from;
      while ((tokens[to]?.start ?? span.end) < span.end) to += 1;
      this.sentence({ span, items: withPlaces(tokens.slice(from, to), this.folded) }, line);
      from = to;
    }
    this.above = row !== undefined && row.split !== "none" && !row.has("number") ? row : undefined;
  }

  private blank(): void {
    this.blankLines += 1;
    if (this.section === "block") this.section = "own";
    if (this.blankLines > 1) this.context = this.withHeading({ used: [] });
  }

  // ---------------------------------------------------------------- tables

  private readAsTable(row: Row): boolean {
    if (this.opensSection(row.span) !== undefined) return false;
    if (this.head !== undefined && lowerHead.test(row.text)) return true;
    const head = tableHead(row, this.title, this.above);
    if (head !== undefined) {
      const [only, second] = head.columns;
      this.title = second === undefined && head.split === "none" && only !== undefined && isLabel(only) ? labelOf(only) : undefined;
      this.head = head;
      return true;
    }
    // A line of one label ("Bone density") may be a title only.
    const bare = this.head === undefined || this.title !== undefined ? bareRow(row, this.rows) : undefined;
    const read = bare ?? (this.head && tableRow(row, this.head, this.rows));
    if (read === undefined) return isAmbiguousRow(row);
    if (read.place !== undefined) this.rows = { ...this.rows, lastRow: read.place };
    this.ties.push(...read.findings.flatMap(({ date }) => date ?? []));
    this.keep(read.findings, row.span);
    return true;
  }

  // ---------------------------------------------------------------- sentences

  private sentence(said: Spoken, line: Span): void {
    const { span: sentence, items } = said;
    this.spoken.push(said);
    const opened = this.opensSection(sentence);
    if (opened !== undefined) {
      this.section = opened === "block" && sentence.end < line.end ? "line" : opened;
      this.addendum =
        this.addendum || /^\W*(?:addendum|nachtrag|erratum|correction|corrected report|amended)/.test(this.folded.slice(sentence.start, sentence.end));
      if (opened === "own" || opened === "block") this.forgetHeading();
    }
    this.hearNotice(items, sentence);
    const heading = headingIn(items, sentence);
    if (heading !== undefined) return this.startHeading(heading);
    const title = items.some((item) => item.kind === "metric") ? undefined : this.title;
    if (title === undefined && items.some((item) => item.kind === "number")) {
      this.head = undefined;
      this.title = undefined;
    }
    const context: Context = title === undefined ? this.context : { ...this.context, metric: title, titled: true };
    const {
      findings,
      ties,
      next: { titled: _titled, ...next },
    } = readSentence(items, this.folded, context);
    this.context = next;
    this.ties.push(...ties);
    this.keep(findings, sentence);
    if (this.addendum && supersedes.test(this.folded.slice(sentence.start, sentence.end))) this.replaceEarlier();
    this.leaveHeading(items);
  }

  /** "The above results belong to another patient": nothing said so far is hers. */
  private hearNotice(items: readonly Item[], { start, end }: Span): void {
    const text = this.folded.slice(start, end);
    if (/\b(?:correct(?:ed)? (?:results?|values?|report)|should read|right patient|correct patient)\b/.test(text)) this.foreign = false;
    if (items.some((item) => item.kind === "number") || !foreignNotice.test(text)) return;
    this.foreign = this.heard.length === 0;
    this.heard.length = 0;
  }

  /** What the addendum gave so far stands in place of what it was given instead of. */
  private replaceEarlier(): void {
    this.heard.forEach((one, index) => {
      if (one.finding.corrects) this.heard[index] = { ...one, finding: { ...one.finding, replaces: true } };
    });
  }

  /** Whether a line or sentence opens a section: the patient's current results, or what is past, for this line or for the block below. */
  private opensSection(span: Span): "own" | "line" | "block" | undefined {
    const text = this.folded.slice(span.start, Math.min(span.end, span.start + 200));
    // "Current T-score -1.8" is a value under its heading.
    const own = ownSection.exec(text)?.[0];
    if (own !== undefined && !/(?:score|bmd|wert)\W+\d/.test(own)) return "own";
    const past = pastSection.exec(text);
    if (past === null || /score|bmd|wert|\b[tz]\b/.test(past[1] ?? "")) return undefined;
    const rest = text.slice(past[0].length);
    if (past[2] === ":" && /^\s*(?:none|no |not |n\/a|nil|keine?|aucune?|ningun[ao]?|nessun[ao]?|geen)\b/.test(rest)) return "own";
    if (past[2] === ":") return rest.trim() === "" ? "block" : "line";
    return text.length <= 48 ? "block" : undefined;
  }

  private startHeading(place: Place): void {
    const { heading } = this.context;
    const { part: _part, ...above } = heading ?? place;
    // "HIP (RIGHT)", and under it "Femoral neck".
    const complete = heading === undefined || place.side !== undefined ? place : within(place, isComplete(place) ? above : heading);
    this.context = { place: complete, used: [], heading: complete };
    this.rows = { heading: complete };
  }

  private forgetHeading(): void {
    this.context = { used: [] };
    this.rows = {};
    this.head = undefined;
  }

  /** A sentence about another part of the body ends what stood under a heading. */
  private leaveHeading(items: readonly Item[]): void {
    const heading = this.context.heading?.family;
    if (heading === undefined) return;
    const elsewhere = items.some((item) => item.kind === "place" && item.family !== undefined && !sameFamily(item.family, heading));
    if (elsewhere) {
      const { heading: _heading, ...rest } = this.context;
      this.context = rest;
      this.rows = {};
    }
  }

  private withHeading(context: Context): Context {
    return this.context.heading === undefined ? context : { ...context, heading: this.context.heading };
  }

  private keep(findings: readonly Finding[], sentence: Span): void {
    if (this.section !== "own" || this.foreign) return;
    for (const finding of findings) {
      const region = finding.place === undefined ? notStated : regionOf(finding.place);
      if (region === undefined) continue;
      const said = this.folded.slice(sentence.start, sentence.end);
      if (region.site === "not-stated" && isLimit(finding.value) && /osteop|normal|diagnos|defin/.test(said)) continue;
      const method = methodOf(this.folded.slice(sentence.start, finding.number.start));
      const central = region.site !== "calcaneus" && region.site !== "not-stated";
      if (method === "ultrasound" && central) continue;
      const ct = method === "ct" && region.site === "lumbar-spine";
      this.heard.push({ finding: this.addendum ? { ...finding, corrects: true } : finding, region: ct ? { ...region, site: "spine-ct" } : region, sentence });
    }
  }
}

function labelOf({ role }: Column): Metric | undefined {
  return role === "bmd" || role === "t-score" || role === "z-score" ? role : undefined;
}

const longestRow = 1000;
/** The second line of a heading: units, or the "score" of "T" and "Z". */
const lowerHead = /^(?:[\s|()[\]]|gm?\/cm2|cm2|gm?|%|sd|scores?)+$/;
const notStated: DxaRegion = { site: "not-stated", side: undefined, vertebrae: undefined };
const methods =
  /\b(?:q?ct|hounsfield)\b|computed tomograph|computertomograph|tomodensitometr|tomografia computar|(\brems\b|echograph|ultraso|\bqus\b)|(\bdx[a]?\b|\bdexa\b|absorptiometr)/g;

/** How the value was measured, by the method named last before it. */
function methodOf(before: string): "ct" | "ultrasound" | "dxa" {
  let method: "ct" | "ultrasound" | "dxa" = "dxa";
  for (const match of before.matchAll(methods)) method = match[1] !== undefined ? "ultrasound" : match[2] !== undefined ? "dxa" : "ct";
  return method;
}

/** The limits of the WHO definition: without a site and beside a diagnosis they are more likely the definition than a result. */
function isLimit(value: number): boolean {
  return Math.abs(value) === 1 || Math.abs(value) === 2.5;
}

const pastSection =
  /^\W{0,4}(?:comparisons?|priors?(?: (?:stud(?:y|ies)|exams?|examinations?|dxa|dexa|results?|scans?|reports?|values?|bmd|measurements?))?|previous (?:results?|stud(?:y|ies)|exams?|examinations?|dxa|dexa|values?|scans?|reports?|measurements?)|(?:clinical|medical|past|relevant|patient) (?:history|information|data|indications?)|history|indications?|reason for (?:exam|examination|study|test)|vorbefunde?|voruntersuchung(?:en)?|vorwerte|anamnese|klinische angaben|vergleich|antecedents?|renseignements cliniques|comparaison|examens? (?:anterieurs?|precedents?)|antecedentes|comparacion|estudios? previos?|confronto|anamnesi|esami precedenti|comparacao|exames? anteriores?|vergelijking|vorig onderzoek|voorgeschiedenis)\b([^:\n]{0,60}?)(:|$)/;
const ownSection =
  /^\W{0,4}(?:findings?|results?|impressions?|conclusions?|assessment|interpretation|current(?: (?:results?|exam|study|scan|dxa))?|today|addendum|recommendations?|technique|befund|beurteilung|ergebnis(?:se)?|messwerte|resultats?|resultados?|hallazgos|conclusion(?:es)?|impresion|risultati|conclusioni|conclusoes|resultaten|bevindingen|conclusie|nachtrag|chez (?:la|le) patiente?|bei der patientin|(?:our|this) patient)\b[^:\n]{0,40}(?::|$)/;

const supersedes = /\b(?:supersed|replac(?:es|ing)\b|in place of|ersetzt|remplacent?\b|(?:reempla|sustituye)|sostituisc|substitui|vervangt)/;
const foreignNotice =
  /\b(?:belong(?:s|ed|ing)? to|were (?:of|for|from)|was (?:of|for|from)|released (?:on|to|under)|filed (?:on|to|under|in)|entered (?:on|to|under|in)|(?:images|results|values|report|study|scan) (?:is|are|of|for|from)) (?:an? |the )?(?:other|another|different|wrong|incorrect) (?:patient|person|chart|record)|\bwrong patient\b|(?:report|results?) (?:was |were |is |are |has been |have been )?(?:filed|entered|released|issued) in error|falsche[rnm]? patient|anderen? patient(?:in|en)?\b.{0,30}(?:gehor|zuzuordnen)|(?:gehor|zuzuordnen).{0,40}anderen? patient|autre patient|otr[oa] paciente|altr[oa] paziente|outr[oa] (?:paciente|doente)|andere patient/;

/** A line that names one place and hardly anything else: "LEFT HIP", "AP Spine Bone Density". */
function headingIn(items: readonly Item[], { start, end }: Span): Place | undefined {
  if (end - start > 70) return undefined;
  const places = items.filter((item) => item.kind === "place");
  const others = items.filter((item) => item.kind !== "place");
  const [place] = places;
  const plain = others.every((item) => item.kind === "word" || (item.kind === "metric" && item.metrics[0] === "bmd"));
  return places.length === 1 && plain && others.length <= 3 ? place : undefined;
}
