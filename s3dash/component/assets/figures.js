/** What is known about each region in one year: number, words for it, rank, status. */
import { phrase } from "./dom.js";
import { competitionRanks } from "./scale.js";

/** Number format of the page's language; changes (centre 0) always bear their sign. */
export function numberFormat(data) {
  const format = new Intl.NumberFormat(data.locale, {
    minimumFractionDigits: data.decimals,
    maximumFractionDigits: data.decimals,
    signDisplay: data.centre === 0 ? "exceptZero" : "negative",
  });
  return (value) => format.format(value).replace("-", "\u2212");
}

/** The number with its unit, which comes with its space where the language has one. */
export function withUnit(data, text) {
  return text + data.unit;
}

/**
 * Figures of all regions in a year, by id:
 * `{id, name, value, text, reason, small, between, rank, zeros, of}`.
 * `text` is the number with unit, the category's label, or "no value"; `reason` says why there is
 * none; `small` says that the figure stands on few employees; `between` is set where suppression leaves a range. Places that share a zero have no rank;
 * `zeros` says how many they are.
 */
export function figuresOf(data, year) {
  const row = data.years.indexOf(year);
  const values = data.values[row];
  const ranks = data.categories ? values.map(() => null) : competitionRanks(values);
  const of = values.filter((value) => value !== null).length;
  const nothing = values.filter((value) => value === 0).length;
  const shared = data.categories || nothing < 2 ? 0 : nothing;
  const number = numberFormat(data);
  const figures = new Map();
  data.ids.forEach((id, i) => {
    const value = values[i];
    const between = rangeText(data, row, i, number);
    const status = data.status[row][i];
    const small = data.small?.[row][i] === "1";
    figures.set(id, {
      id,
      name: data.names[i],
      value,
      text: value === null ? (between ?? data.words.no_value) : valueText(data, value, number),
      reason: value === null ? (data.words.status[status] ?? "") : "",
      small: small ? data.words.small_base : "",
      between: value === null ? null : between,
      rank: value === 0 && shared ? null : ranks[i],
      zeros: value === 0 ? shared : 0,
      of,
    });
  });
  return figures;
}

function valueText(data, value, number) {
  const category = data.categories?.find((one) => one.value === value);
  return category ? category.label : withUnit(data, number(value));
}

function rangeText(data, row, i, number) {
  const low = data.low?.[row]?.[i] ?? null;
  const high = data.high?.[row]?.[i] ?? null;
  if (low === null || high === null || number(low) === number(high)) return null;
  return withUnit(data, phrase(data.words.between, { low: number(low), high: number(high) }));
}

/** "Rank 3 of 15", how many share a zero, or nothing where there is no rank. */
export function rankText(data, { rank, zeros, of }) {
  if (zeros) return phrase(data.words.zeros, { zeros, n: of });
  return rank === null ? "" : phrase(data.words.rank, { rank, n: of });
}

/** A region in one line, for screen readers: "Dortmund: 1,52, Rang 1 von 15". */
export function spoken(data, figure) {
  const parts = [figure.text, figure.between, figure.reason, figure.small, rankText(data, figure)];
  return `${figure.name}: ${parts.filter(Boolean).join(", ")}`;
}

/** Numbers of one region over all years. */
export function seriesOf(data, id) {
  const i = data.ids.indexOf(id);
  return data.values.map((row) => row[i]);
}
