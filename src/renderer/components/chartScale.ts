/** Where the numbers of a chart lie on its paper. All lengths are CSS pixels from the paper's top left corner. */

/** A line of a chart: y over x, in the chart's own units. */
export interface ChartPoint {
  x: number;
  y: number;
}

export interface ChartLine {
  /** Stands at the line's end, and heads its column in the table. */
  label: string;
  /** In order of x. */
  points: ChartPoint[];
  /** `thin`: many points, drawn as background; `marked`: each point has a dot and the last one the label. */
  look: 'thin' | 'marked';
}

/** The rectangle that the lines are drawn in. */
export interface Plot {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface ChartScale {
  xOf: (value: number) => number;
  yOf: (value: number) => number;
}

export function chartScale(plot: Plot, xMax: number, yMax: number): ChartScale {
  const width = plot.right - plot.left;
  const height = plot.bottom - plot.top;
  return {
    xOf: (value) => plot.left + (value / Math.max(xMax, 1e-9)) * width,
    yOf: (value) => plot.bottom - (Math.min(Math.max(value, 0), yMax) / Math.max(yMax, 1e-9)) * height,
  };
}

/**
 * Round numbers from zero to the first one that is not below `highest`, at most `most` steps apart.
 * @param highest of what is shown; zero and below count as one.
 */
export function ticks(highest: number, most = 4): number[] {
  const top = highest > 0 && Number.isFinite(highest) ? highest : 1;
  const rough = top / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 1.5, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough - 1e-12)!;
  const count = Math.max(1, Math.ceil(top / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Whole numbers from zero to `last`, at most `most` steps, the last one always among them. */
export function wholeTicks(last: number, most = 8): number[] {
  const step = Math.max(1, Math.ceil(last / most));
  const result: number[] = [];
  for (let value = 0; value <= last - step / 2; value += step) result.push(value);
  return [...result, last];
}

/** The points of an SVG polyline, to a tenth of a pixel. */
export function polyline(points: readonly ChartPoint[], { xOf, yOf }: ChartScale): string {
  return points.map(({ x, y }) => `${xOf(x).toFixed(1)},${yOf(y).toFixed(1)}`).join(' ');
}

/**
 * At most `most` points that keep the line's shape: of each stretch its lowest and its highest, in order. A training of
 * many thousand batches is drawn with as many points as the paper has columns.
 */
export function thinned(points: readonly ChartPoint[], most: number): ChartPoint[] {
  if (points.length <= most) return [...points];
  const stretches = Math.max(1, Math.floor(most / 2));
  const result: ChartPoint[] = [];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor((stretch * points.length) / stretches);
    const to = Math.floor(((stretch + 1) * points.length) / stretches);
    let [low, high] = [from, from];
    for (let index = from; index < to; index += 1) {
      if (points[index]!.y < points[low]!.y) low = index;
      if (points[index]!.y > points[high]!.y) high = index;
    }
    for (const index of low === high ? [low] : [Math.min(low, high), Math.max(low, high)]) {
      result.push(points[index]!);
    }
  }
  return result;
}
