import { useState, type ReactElement } from "react";
import type { CalendarDate } from "../record/fact";
import type { Therapy, VitaminD, VitaminDUnit } from "../record/record";
import { formatDate, formatNumber } from "../ui/format";
import { howInWords } from "../ui/how-known";
import { SegmentedControl } from "../ui/segmented-control";
import { Band } from "./bone-density-layers";
import { ChartNotes } from "./chart-notes";
import styles from "./chart.module.css";
import layers from "./layers.module.css";
import { PointShape } from "./point-shape";
import { text } from "./text";
import { therapyBars } from "./therapy-lanes";
import { thin } from "./thin";
import type { TimeDomain } from "./time-axis";
import { TrendChart } from "./trend-chart";
import { valueAxis } from "./value-axis";
import { type BandSource, vitaminDBands, type VitaminDPoint, vitaminDPoints } from "./vitamin-d-series";
import { shownValue, vitaminDSummary } from "./vitamin-d-words";

type VitaminDChartProps = {
  readonly vitaminD: VitaminD;
  readonly therapy: Therapy;
  readonly today: CalendarDate;
  readonly time: TimeDomain;
  readonly width?: number;
};

const drawnPoints = 300;
const units: readonly VitaminDUnit[] = ["ng/mL", "nmol/L"];
const bandSources: readonly BandSource[] = ["nam-2011", "endocrine-society-2011", "none"];

/** 25(OH)D over time, in the unit of the latest result unless switched; the value as reported stays in the read-out and the table. */
export function VitaminDChart({ vitaminD, therapy, today, time, width }: VitaminDChartProps): ReactElement {
  const [chosenUnit, setUnit] = useState<VitaminDUnit>();
  const { results } = vitaminD;
  const unit = chosenUnit ?? results.at(-1)?.unit ?? "ng/mL";
  const [source, setSource] = useState<BandSource>("nam-2011");
  const points = vitaminDPoints(results, unit);
  const measured = thin(
    points.filter((point) => point.bound === undefined),
    drawnPoints,
    (point) => point.value,
  );
  const bounds = thin(
    points.filter((point) => point.bound !== undefined),
    drawnPoints,
    (point) => point.value,
  );
  const drawn = [...measured, ...bounds];
  const axis = valueAxis(
    drawn.map((point) => point.value),
    [0, unit === "ng/mL" ? 60 : 150],
    unit === "ng/mL" ? 10 : 25,
    0,
    7,
  );
  const bars = therapyBars(therapy, today, "bone-relevant").filter((bar) => bar.group === "aromatase-inhibitor");

  return (
    <figure className={styles["figure"]}>
      <div className={styles["controls"]}>
        <SegmentedControl legend={text("unit")} options={units.map((value) => ({ value, label: value }))} value={unit} onChange={setUnit} />
        <SegmentedControl
          legend={text("bandSource")}
          options={bandSources.map((value) => ({ value, label: text(`bands-${value}`) }))}
          value={source}
          onChange={setSource}
        />
      </div>
      <TrendChart
        summary={vitaminDSummary(points, unit)}
        instructions={text("instructions")}
        time={time}
        value={axis}
        valueName={unit}
        formatValue={(value) => formatNumber(value, axis.digits)}
        plotHeight={176}
        lines={[{ id: "25-oh-vitamin-d", series: 0, points: measured.map((point) => ({ time: point.time, value: point.value })) }]}
        stops={points.map((point, index) => ({ id: String(index), time: point.time }))}
        readOut={(index) => readOut(points[index], unit)}
        therapy={bars}
        renderUnder={(geometry) =>
          vitaminDBands(source, unit).map((band) => (
            <Band
              key={band.id}
              geometry={geometry}
              from={band.to === undefined ? geometry.top : geometry.y(band.to)}
              to={geometry.y(band.from)}
              tone={band.tone}
              label={text(band.id)}
              lines={[
                measured.map((point) => ({ x: geometry.x(point.time), y: geometry.y(point.value) })),
                ...bounds.map((point) => [{ x: geometry.x(point.time), y: geometry.y(point.value) }]),
              ]}
            />
          ))
        }
        renderMarks={(geometry) =>
          drawn.map((point) => {
            const [x, y] = [geometry.x(point.time), geometry.y(point.value)];
            return (
              <g key={`${point.time}-${point.result.sources.join()}`}>
                {point.to > point.from && (
                  <path
                    className={layers["range"]}
                    d={`M${geometry.x(point.from)} ${y - 3}v6M${geometry.x(point.from)} ${y}H${geometry.x(point.to)}M${geometry.x(point.to)} ${y - 3}v6`}
                  />
                )}
                <PointShape
                  x={x}
                  y={y}
                  series={0}
                  radius={drawn.length > 120 ? 2.5 : 4}
                  amended={point.result.amended ? "amended" : undefined}
                  bound={point.bound}
                />
              </g>
            );
          })
        }
        {...(width === undefined ? {} : { width })}
      />
      <ChartNotes
        notes={[
          source === "none" ? undefined : text("bandNote", { source: text(`bands-${source}`) }),
          points.some((point) => point.bound !== undefined) ? text("boundNote") : undefined,
          points.some((point) => point.converted) ? text("convertedNote") : undefined,
          points.some((point) => point.result.amended) ? text("amendedNote") : undefined,
          points.some((point) => point.to > point.from) ? text("partialNote") : undefined,
          drawn.length < points.length ? text("thinnedNote", { drawn: drawn.length, total: points.length }) : undefined,
        ]}
      />
    </figure>
  );
}

function readOut(point: VitaminDPoint | undefined, unit: VitaminDUnit) {
  if (point === undefined) return { content: null, spoken: "" };
  const { result, converted } = point;
  const caveats = [
    converted ? text("convertedForDisplay", { reported: result.asReported }) : undefined,
    result.analyte === "total" ? undefined : text(`analyte-${result.analyte}`),
    result.amended ? text("amended") : undefined,
    result.how === "coded" ? undefined : howInWords(result.how),
  ].filter((word) => word !== undefined);
  const value = shownValue(point, unit);
  return {
    spoken: [formatDate(result.date), value, ...caveats].join(", "),
    content: (
      <>
        {formatDate(result.date)} <strong>{value}</strong>
        {caveats.length > 0 && <span className={styles["quiet"]}> {caveats.join(", ")}</span>}
      </>
    ),
  };
}
