/** A mixture of five Gaussians over colours, each with a full covariance: how likely a colour is on one side of the cut. */

export const components = 5;
/** Added to the variances of a component whose colours lie (nearly) in a plane, as OpenCV does. */
const ridge = 0.01;
const flat = 1e-6;
/** Numbers per component: mean (3), upper half of the inverse covariance times -1/2 (6), log density factor, log share. */
const perComponent = 11;
/** What is smaller than the largest term by this factor (as a logarithm) adds nothing in double precision. */
const negligible = -37;

export class ColourModel {
  readonly #parameters = new Float64Array(components * perComponent);
  readonly #logs = new Float64Array(components);

  /**
   * Fits the mixture to colours that have been assigned to its components.
   *
   * @param rgb [pixels, 3]
   * @param assigned a component for each pixel
   * @param sides a mask; pixels on `side` of it belong to this model
   */
  fit(rgb: Uint8Array, assigned: Uint8Array, sides: Uint8Array, side: number): void {
    const moments = momentsOf(rgb, assigned, sides, side);
    let total = 0;
    for (let component = 0; component < components; component++) total += moments[component * 10]!;
    for (let component = 0; component < components; component++)
      setComponent(this.#parameters, component, moments.subarray(component * 10, component * 10 + 10), total);
  }

  /** The component under which a colour is likeliest, their shares left aside. */
  likeliest(red: number, green: number, blue: number): number {
    let best = 0;
    let most = -Infinity;
    for (let component = 0; component < components; component++) {
      const log = this.#logDensity(component * perComponent, red, green, blue);
      if (log > most) {
        most = log;
        best = component;
      }
    }
    return best;
  }

  /** Logarithm of a colour's likelihood under the mixture. */
  logLikelihood(red: number, green: number, blue: number): number {
    const logs = this.#logs;
    let most = -Infinity;
    for (let component = 0; component < components; component++) {
      const start = component * perComponent;
      const log = this.#logDensity(start, red, green, blue) + this.#parameters[start + 10]!;
      logs[component] = log;
      if (log > most) most = log;
    }
    let sum = 0;
    for (let component = 0; component < components; component++) {
      const below = logs[component]! - most;
      if (below > negligible) sum += below === 0 ? 1 : Math.exp(below);
    }
    return most + Math.log(sum);
  }

  #logDensity(start: number, red: number, green: number, blue: number): number {
    const p = this.#parameters;
    const x = red - p[start]!;
    const y = green - p[start + 1]!;
    const z = blue - p[start + 2]!;
    return (
      p[start + 9]! +
      x * (p[start + 3]! * x + p[start + 4]! * y + p[start + 5]! * z) +
      y * (p[start + 6]! * y + p[start + 7]! * z) +
      p[start + 8]! * z * z
    );
  }
}

/** Per component: number of colours, their sums (3), sums of their products (rr, rg, rb, gg, gb, bb). */
function momentsOf(rgb: Uint8Array, assigned: Uint8Array, sides: Uint8Array, side: number): Float64Array {
  const moments = new Float64Array(components * 10);
  for (let pixel = 0, at = 0; pixel < assigned.length; pixel++, at += 3) {
    if (sides[pixel] !== side) continue;
    const start = assigned[pixel]! * 10;
    const red = rgb[at]!;
    const green = rgb[at + 1]!;
    const blue = rgb[at + 2]!;
    moments[start]!++;
    moments[start + 1]! += red;
    moments[start + 2]! += green;
    moments[start + 3]! += blue;
    moments[start + 4]! += red * red;
    moments[start + 5]! += red * green;
    moments[start + 6]! += red * blue;
    moments[start + 7]! += green * green;
    moments[start + 8]! += green * blue;
    moments[start + 9]! += blue * blue;
  }
  return moments;
}

function setComponent(
  parameters: Float64Array,
  component: number,
  moments: Float64Array,
  total: number,
): void {
  const start = component * perComponent;
  const count = moments[0]!;
  // A component without a colour is never the likeliest.
  parameters.fill(0, start, start + perComponent);
  parameters[start + 9] = -Infinity;
  if (count === 0) return;
  const means = [...moments.subarray(1)].map((sum) => sum / count);
  const [r, g, b] = means as [number, number, number];
  const [rr, rg, rb, gg, gb, bb] = means.slice(3) as Symmetric;
  const covariance: Symmetric = [rr - r * r, rg - r * g, rb - r * b, gg - g * g, gb - g * b, bb - b * b];
  if (determinant(covariance) <= flat)
    for (const diagonal of [0, 3, 5] as const) covariance[diagonal] += ridge;
  const volume = determinant(covariance);
  const [a, d, e, f, h, i] = covariance;
  parameters.set([r, g, b], start);
  const inverse = [
    f * i - h * h,
    2 * (e * h - d * i),
    2 * (d * h - e * f),
    a * i - e * e,
    2 * (d * e - a * h),
    a * f - d * d,
  ];
  parameters.set(
    inverse.map((cofactor) => (-0.5 * cofactor) / volume),
    start + 3,
  );
  parameters[start + 9] = -0.5 * Math.log(volume);
  parameters[start + 10] = Math.log(count / total);
}

/** The upper half of a symmetric 3 x 3 matrix, row by row. */
type Symmetric = [number, number, number, number, number, number];

function determinant([a, d, e, f, h, i]: Symmetric): number {
  return a * (f * i - h * h) - d * (d * i - h * e) + e * (d * h - f * e);
}
