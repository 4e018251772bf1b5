/** Card of the region selected last: figure, rank, sentence, course over the years, source. */
import { html, svg } from "./dom.js";
import { numberFormat, rankText, seriesOf, withUnit } from "./figures.js";
import { numbersOf } from "./scale.js";

const WIDTH = 168;
const HEIGHT = 62;
const EDGE = 5;

/** Whether a new series starts after the year of row - 1 and not after that of row. */
const breaksBefore = (years, row, breaks) =>
  row > 0 && breaks.some((first) => years[row - 1] < first && first <= years[row]);

/** Runs of years without a gap; a missing figure or a break in the series ends a run. */
export function runsOf(years, values, breaks) {
  const runs = [];
  let run = [];
  years.forEach((year, row) => {
    if (run.length && (values[row] === null || breaksBefore(years, row, breaks))) {
      runs.push(run);
      run = [];
    }
    if (values[row] !== null) run.push([year, values[row]]);
  });
  if (run.length) runs.push(run);
  return runs;
}

/** Address of a region's profile. */
export const profileUrl = (data, id) => data.profile_url.replace("{ags}", encodeURIComponent(id));

/** Address of the page that traces a region's figure of a year to its official cells. */
const traceUrl = (data, id, year) => data.trace_url
  .replace("{ags}", encodeURIComponent(id)).replace("{year}", `${year}`);

function sparkline(state, id) {
  const { data, view } = state;
  const own = seriesOf(data, id);
  const line = (data.mark === "circle" ? null : data.lines[0]?.values) ?? [];
  const numbers = numbersOf([own, line]);
  const low = Math.min(...numbers);
  const span = Math.max(...numbers) - low || 1;
  const [from, to] = [data.years[0], data.years.at(-1)];
  const x = (year) => EDGE + ((WIDTH - 2 * EDGE) * (year - from)) / (to - from || 1);
  const y = (value) => HEIGHT - EDGE - ((HEIGHT - 2 * EDGE) * (value - low)) / span;
  const pointOf = ([year, value]) => `${x(year)},${y(value)}`;
  const pathOf = (values) => runsOf(data.years, values, data.breaks)
    .map((run) => `M${run.map(pointOf).join("L")}h0`).join(""); // h0 makes a single year a dot
  const curve = svg("path", { d: pathOf(own), class: "own" });
  const dot = svg("circle", { cx: x(view.year), r: 4, class: "now" });
  curve.style.stroke = dot.style.fill = state.colourOf(id);
  const now = own[state.row];
  if (now === null) dot.setAttribute("visibility", "hidden");
  else dot.setAttribute("cy", y(now));
  const breaks = data.years.flatMap((year, row) => {
    if (!breaksBefore(data.years, row, data.breaks)) return [];
    const between = (x(data.years[row - 1]) + x(year)) / 2;
    return [svg("path", { d: `M${between},0V${HEIGHT}`, class: "break" })];
  });
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
    ...breaks, svg("path", { d: line.length ? pathOf(line) : "", class: "reference" }), curve, dot);
  const ends = html("div", { class: "ends" }, html("span", {}, `${from}`), html("span", {}, `${to}`));
  return html("figure", {}, html("figcaption", {}, data.words.trend), picture, ends);
}

/** The same figure for the reference areas, as small print. */
function references({ data, row }) {
  const number = numberFormat(data);
  return data.lines.filter((line) => line.values[row] !== null)
    .map((line) => `${line.name} ${withUnit(data, number(line.values[row]))}`).join(" · ");
}

/** @param {(id: string) => void} onClose  take this region out of the selection */
export function createDetail({ onClose }) {
  const node = html("section", { class: "detail" });

  function card(state, id) {
    const { data, view } = state;
    const figure = state.figures.get(id);
    const mark = html("i", { class: "mark" });
    mark.style.background = state.colourOf(id);
    const close = html("button", {
      type: "button", class: "close", "aria-label": `${figure.name}: ${data.words.close}`,
      title: data.words.close, click: () => onClose(id),
    }, "×");
    const sentence = data.sentences?.[id]?.[state.row] ?? figure.between ?? figure.reason;
    const facts = html("div", { class: "facts" },
      html("p", { class: "figure" }, html("b", {}, figure.text),
        html("span", {}, [view.year, rankText(data, figure)].filter(Boolean).join(" · "))),
      html("p", { class: "references" },
        [data.categories ? "" : references(state), figure.small].filter(Boolean).join(" · ")));
    const foot = html("footer", {},
      html("a", { class: "profile", href: profileUrl(data, id), target: "_self" }, data.words.profile),
      data.trace_url
        ? html("a", { class: "trace", href: traceUrl(data, id, view.year), target: "_self" }, data.words.trace)
        : html("span", { class: "source", title: data.source }, data.source));
    const trend = data.years.length > 1 && !data.categories ? [sparkline(state, id)] : [];
    return [html("header", {}, mark, html("h2", {}, figure.name), close),
      html("div", { class: "body" }, facts, ...trend),
      html("p", { class: "sentence" }, sentence), foot];
  }

  return {
    node,
    update(state) {
      const { data, view, figures } = state;
      const id = view.selected.filter((one) => figures.has(one)).at(-1);
      node.setAttribute("aria-label", data.words.selection);
      const focused = node.querySelector(":focus")?.className;
      node.replaceChildren(
        ...(id ? card(state, id) : [html("p", { class: "hint" }, data.words.hint)]));
      if (focused) node.querySelector(`.${focused}`)?.focus({ preventScroll: true });
    },
  };
}
