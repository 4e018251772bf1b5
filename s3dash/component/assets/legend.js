/** Legend: classes with the number of their regions as bars, "no value", choice of the classes. */
import { LARGEST_RADIUS } from "./choropleth.js";
import { counted, html, svg } from "./dom.js";
import { numberFormat, withUnit } from "./figures.js";
import { classOf, numbersOf, radiusOf, roundSteps } from "./scale.js";

/** Fill a select anew only where its options differ: an open one would close. */
function setOptions(select, options) {
  if (String(options) === String([...select.options].map((one) => [one.value, one.label]))) return;
  select.replaceChildren(...options.map(([value, label]) => html("option", { value }, label)));
}

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
  let pixels = 1; // per map unit, so that circles are as large here as on the map
  let shown = null;

  function row(state, { swatch, text, ids, most }) {
    const bar = html("span", { class: "count" });
    bar.style.width = `${(100 * ids.length) / (most || 1)}%`;
    const number = html("span", { class: "number" }, `${ids.length}`);
    const item = html("li", {}, swatch, html("span", { class: "range" }, text),
      html("span", { class: "tally", title: counted(state.data, "regions", ids.length) },
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
      text: bounds(number(breaks[i]), number(breaks[i + 1]), data),
    }));
    return withCentre(state, items).reverse();
  }

  /** Mark the centre of a diverging scale: a line between two classes, or a word at the neutral one. */
  function withCentre({ data, scheme: { breaks } }, items) {
    const { centre, words } = data;
    if (centre === null || centre < breaks[0] || centre > breaks.at(-1)) return items;
    const edge = breaks.findIndex((one) => Math.abs(one - centre) < 1e-9);
    const word = html("span", { class: "centre" }, words.centre);
    if (edge < 0) items[classOf(centre, breaks)].querySelector(".range").append(word);
    else items.splice(edge, 0, html("li", { class: "divide" }, word));
    return items;
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
      const r = radiusOf(step, largest, LARGEST_RADIUS) * pixels;
      const circle = svg("circle", { cx: r + 1, cy: r + 1, r });
      circle.style.fill = state.circleColour;
      const disc = svg("svg", { class: "disc", width: 2 * r + 2, height: 2 * r + 2 }, circle);
      return html("li", {}, disc, html("span", { class: "range" }, withUnit(data, number(step))));
    });
  }

  /** One row per reason why there is no value. */
  function gapRows(state) {
    const reasons = new Map();
    for (const { id, value, reason } of state.figures.values()) {
      if (value !== null) continue;
      if (!reasons.has(reason)) reasons.set(reason, []);
      reasons.get(reason).push(id);
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
    setOptions(method, methods);
    setOptions(count, ks.map((k) => [k, `${k} ${data.words.classes}`]));
    method.value = view.method;
    count.value = view.k;
    count.hidden = ks.length < 2;
  }

  return {
    node,
    /** Pixels per map unit have changed. */
    scale(next) {
      if (Math.abs(next - pixels) < 0.01) return;
      pixels = next;
      if (shown?.data.mark === "circle") this.update(shown);
    },
    update(state) {
      const { data } = state;
      shown = state;
      node.setAttribute("aria-label", data.words.legend);
      heading.textContent = data.unit_long || data.words.legend;
      const main = data.mark === "circle" ? circleRows : data.categories ? categoryRows : classRows;
      rows.replaceChildren(...main(state), ...gapRows(state));
      drawChoice(state);
    },
  };
}

/** Both ends of a class, or one figure where they read the same, as for zeros alone. */
function bounds(low, high, data) {
  return low === high ? withUnit(data, high) : `${low} – ${withUnit(data, high)}`;
}
