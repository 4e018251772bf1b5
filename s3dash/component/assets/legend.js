/** Legend: classes with the number of their regions as bars, "no value", choice of the classes. */
import { html, phrase, svg } from "./dom.js";
import { numberFormat, withUnit } from "./figures.js";
import { classOf, numbersOf, radiusOf, roundSteps } from "./scale.js";

/**
 * @param {(change: {method?: string, k?: number}) => void} onScheme
 * @param {(ids: Set<string> | null) => void} onHover
 */
export function createLegend({ onScheme, onHover }) {
  const heading = html("h2");
  const rows = html("ul", { role: "list", class: "classes" });
  const method = html("select", { change: () => onScheme({ method: method.value }) });
  const count = html("select", { change: () => onScheme({ k: Number(count.value) }) });
  const choice = html("div", { class: "scheme" }, method, count);
  const node = html("section", { class: "legend" }, heading, rows, choice);

  function row(state, { swatch, text, ids, most }) {
    const bar = html("span", { class: "count" });
    bar.style.width = `${(100 * ids.length) / (most || 1)}%`;
    const number = html("span", { class: "number" }, `${ids.length}`);
    const item = html("li", {}, swatch, html("span", { class: "range" }, text),
      html("span", { class: "tally", title: phrase(state.data.words.regions, { n: ids.length }) },
        bar, number));
    item.addEventListener("pointerenter", () => onHover(new Set(ids)));
    item.addEventListener("pointerleave", () => onHover(null));
    return item;
  }

  const swatchOf = (colour) => {
    const swatch = html("i", { class: "swatch" });
    swatch.style.background = colour;
    return swatch;
  };

  function classRows(state) {
    const { data, figures, scheme } = state;
    const number = numberFormat(data);
    const { breaks, colors } = scheme;
    const groups = colors.map(() => []);
    for (const { id, value } of figures.values()) {
      if (value !== null) groups[classOf(value, breaks)].push(id);
    }
    const most = Math.max(...groups.map((ids) => ids.length));
    const items = groups.map((ids, i) => row(state, {
      swatch: swatchOf(colors[i]), ids, most,
      text: `${number(breaks[i])} – ${withUnit(data, number(breaks[i + 1]))}`,
    }));
    markCentre(state, items);
    return items.reverse();
  }

  /** Mark the centre of a diverging scale: between two classes, or inside the neutral one. */
  function markCentre({ data, scheme: { breaks } }, items) {
    if (data.centre === null) return;
    if (data.centre < breaks[0] || data.centre > breaks.at(-1)) return;
    const at = breaks.findIndex((edge) => Math.abs(edge - data.centre) < 1e-9);
    const item = at > 0 ? items[at - 1] : items[classOf(data.centre, breaks)];
    item.classList.add(at > 0 ? "centre-above" : "centre-inside");
    item.append(html("span", { class: "centre" }, data.words.centre));
  }

  function categoryRows(state) {
    const groups = state.data.categories.map(({ value }) =>
      [...state.figures.values()].filter((one) => one.value === value).map(({ id }) => id));
    const most = Math.max(...groups.map((ids) => ids.length));
    return state.data.categories.map(({ label, color }, i) =>
      row(state, { swatch: swatchOf(color), text: label, ids: groups[i], most }));
  }

  function circleRows(state) {
    const { data } = state;
    const number = numberFormat(data);
    const largest = Math.max(0, ...numbersOf(data.values));
    return roundSteps(largest).map((step) => {
      const r = radiusOf(step, largest, 1) * 22;
      const disc = svg("svg", { class: "disc", viewBox: "-24 -24 48 48", width: 44, height: 2 * r + 2 });
      disc.append(svg("circle", { r, fill: state.circleColour }));
      return html("li", {}, disc, html("span", { class: "range" }, withUnit(data, number(step))));
    });
  }

  /** One row per reason why there is no value. */
  function gapRows(state) {
    const reasons = new Map();
    for (const { id, value, reason } of state.figures.values()) {
      if (value === null) reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
    }
    const { no_value: word } = state.data.words;
    return [...reasons].map(([reason, ids]) => row(state, {
      swatch: html("i", { class: "swatch gap" }), ids, most: state.data.ids.length,
      text: reason ? `${word}: ${reason}` : word,
    }));
  }

  function drawChoice({ data, view }) {
    const offered = (m, k) => `${m}-${k}` in (data.classes ?? {});
    const methods = data.methods.filter(([id]) => data.ks.some((k) => offered(id, k)));
    const ks = data.ks.filter((k) => offered(view.method, k));
    choice.hidden = data.mark === "circle" || data.categories !== null;
    method.setAttribute("aria-label", data.words.method);
    count.setAttribute("aria-label", data.words.classes);
    method.replaceChildren(...methods.map(([id, label]) => html("option", { value: id }, label)));
    count.replaceChildren(...ks.map((k) => html("option", { value: k }, `${k} ${data.words.classes}`)));
    method.value = view.method;
    count.value = view.k;
    count.hidden = ks.length < 2;
  }

  return {
    node,
    update(state) {
      const { data } = state;
      node.setAttribute("aria-label", data.words.legend);
      heading.textContent = data.unit_long;
      const main = data.mark === "circle" ? circleRows : data.categories ? categoryRows : classRows;
      rows.replaceChildren(...main(state), ...gapRows(state));
      drawChoice(state);
    },
  };
}
