/** Numbers to classes, ranks and positions. Pure functions: no document, no state. */

/**
 * Class of a value: class i holds breaks[i] < value <= breaks[i + 1], the first its lower edge too.
 * Values beyond the edges belong to the first or the last class.
 */
export function classOf(value, breaks) {
  const last = breaks.length - 2;
  for (let i = 0; i < last; i += 1) if (value <= breaks[i + 1]) return i;
  return last;
}

/**
 * Ranks from the highest value down; equal values share a rank and the next one is skipped
 * (1, 1, 3). A missing value has no rank.
 */
export function competitionRanks(values) {
  const falling = values.filter((value) => value !== null).sort((a, b) => b - a);
  const ranks = new Map();
  falling.forEach((value, i) => ranks.has(value) || ranks.set(value, i + 1));
  return values.map((value) => ranks.get(value) ?? null);
}

/** All numbers of a table of rows with gaps. */
export const numbersOf = (rows) => rows.flat().filter((value) => value !== null);

/** Furthest factor from the centre that a logarithmic axis shows; beyond it bars are cut. */
const LARGEST_FACTOR = 16;

/**
 * Axis of the bars: where they start, and the place of each value between 0 and 1.
 *
 * Without a centre bars start at 0, and then never on a log axis, which has no 0; with one they
 * grow from it to both sides. On a log axis a value of 0 lies at the left edge. The axis spans all
 * `numbers` (all years), so that it stands still while the years play.
 */
export function barAxis(numbers, { centre, log }) {
  const base = centre ?? 0;
  const warp = log && base > 0 ? (v) => Math.log(Math.max(v, base / LARGEST_FACTOR)) : (v) => v;
  const places = [base, ...numbers].map(warp);
  const low = places.reduce((a, b) => Math.min(a, b));
  const high = places.reduce((a, b) => Math.max(a, b));
  const span = high - low || 1;
  const place = (value) => (warp(value) - low) / span;
  return { place, base: place(base) };
}

/** Radius of a circle whose area is proportional to the value. */
export const radiusOf = (value, largest, largestRadius) =>
  largest > 0 ? largestRadius * Math.sqrt(Math.max(value, 0) / largest) : 0;

/** Whether white letters read better than dark ones on a colour `#rrggbb` (WCAG luminance). */
export function isDark(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 0.24;
}

/** Up to three round numbers (1, 2 or 5 times a power of ten) below the largest, for a legend. */
export function roundSteps(largest) {
  if (largest <= 0) return [];
  const power = 10 ** Math.floor(Math.log10(largest));
  const steps = [5, 2, 1, 0.5, 0.2, 0.1].map((digit) => digit * power);
  return steps.filter((step) => step <= largest).filter((_, i) => i % 2 === 0).slice(0, 3);
}
