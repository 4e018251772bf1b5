/**
 * The map view: holds what the reader has chosen, and lets every part draw it.
 *
 * Choices are shown at once and sent to Python as `{selected, year, method, k}`; see exchange.js
 * for what happens until Python has caught up. Playing years and changing classes need no answer.
 */
import { createChoropleth } from "./choropleth.js";
import { createDetail, profileUrl } from "./detail.js";
import { html } from "./dom.js";
import { createExchange } from "./exchange.js";
import { figuresOf } from "./figures.js";
import { YEAR_EVENT } from "./headline.js";
import { afterPaint } from "./frames.js";
import { createLegend } from "./legend.js";
import { createRanking } from "./ranking.js";
import { watchRoom } from "./room.js";
import { classOf } from "./scale.js";
import { createTimeline } from "./timeline.js";
import { createTooltip } from "./tooltip.js";

const INK = "var(--ink)";

/** The choice that Python's data bear. */
const viewOf = (data) => ({
  selected: data.selected.map(([id]) => id),
  year: data.year,
  method: data.method,
  k: data.k,
});

/** Classes for a method and number; the method's first ones where that number does not exist. */
function schemeOf({ classes }, { method, k }) {
  const fallback = () => Object.keys(classes).find((name) => name.startsWith(`${method}-`));
  return classes ? (classes[`${method}-${k}`] ?? classes[fallback()]) : null;
}

/**
 * All that the parts need to draw one moment. What the areas need is there at once; `figures`, with
 * ranks and words, is made when first asked for.
 */
function stateOf(data, view, colours) {
  const row = data.years.indexOf(view.year);
  const values = data.values[row];
  const places = placesOf(data.ids);
  const scheme = schemeOf(data, view);
  let figures = null;
  const classColour = (value) => {
    if (value === null) return null;
    if (data.categories) return data.categories.find((one) => one.value === value)?.color ?? null;
    return scheme.colors[classOf(value, scheme.breaks)];
  };
  const circleColour = scheme?.colors.at(-1) ?? INK;
  const circle = data.mark === "circle";
  return {
    data, view, scheme, circleColour, row,
    get figures() {
      return (figures ??= figuresOf(data, view.year));
    },
    colourOf: (id) => colours.get(id) ?? INK,
    valueOf: (id) => values[places.get(id)],
    fillOf: (id) => {
      const value = values[places.get(id)];
      return circle && value !== null ? "var(--land)" : classColour(value);
    },
    barOf: (id) => (circle ? circleColour : classColour(values[places.get(id)])),
  };
}

const kept = new WeakMap(); // list of ids -> the place of each

function placesOf(ids) {
  if (!kept.has(ids)) kept.set(ids, new Map(ids.map((id, i) => [id, i])));
  return kept.get(ids);
}

export function createMapView() {
  const exchange = createExchange();
  const colours = new Map(); // region id -> the colour of its selection
  let data = null;
  let view = null;
  let state = null;
  let pointed = null; // region under the pointer on the map, with the point
  let send = () => {};
  let leaveRoom = null;

  const choropleth = createChoropleth({
    onChoose: choose, onHover: hover, onScale: (pixels) => legend.scale(pixels),
  });
  const ranking = createRanking({ onChoose: choose, onHover: hover });
  const legend = createLegend({ onScheme: scheme, onHover: (ids) => choropleth.spotlight(ids) });
  const detail = createDetail({ onClose: remove });
  const timeline = createTimeline({ onYear: (year) => show({ year }), onRest: tell });
  const stage = html("div", { class: "stage" }, choropleth.node, detail.node, legend.node);
  const node = html("div", { class: "view" },
    html("div", { class: "grid" }, stage, timeline.node, ranking.node));
  const tooltip = createTooltip(node);
  node.append(tooltip.node);
  const later = afterPaint(() => {
    for (const part of [choropleth, ranking, legend, detail]) part.update(state);
  });

  /** The areas first, which is where the reader looks; words and lists when they are painted. */
  function draw() {
    state = stateOf(data, view, colours);
    const painted = choropleth.paint(state);
    timeline.update(state);
    point();
    window.dispatchEvent(new CustomEvent(YEAR_EVENT, { detail: { year: view.year } }));
    if (painted) painted.then(later.ask); // the outlines are on their way
    else later.ask();
  }

  function show(change) {
    view = { ...view, ...change };
    draw();
  }

  /** Send the choice to Python, unless Python has it already. */
  let told = "";
  function tell() {
    const text = JSON.stringify(view);
    if (text === told) return;
    told = text;
    exchange.sent(view);
    send(view);
  }

  /** First click selects; a click on a selected region opens its profile. */
  function choose(id) {
    if (view.selected.includes(id)) {
      if (data.presented) return remove(id);
      window.location.assign(profileUrl(data, id));
      return;
    }
    const kept = view.selected.slice(-(data.max_selected - 1) || view.selected.length);
    const used = new Set(kept.map((one) => colours.get(one)));
    const colour = (data.palette ?? []).find((one) => !used.has(one));
    if (colour) colours.set(id, colour);
    show({ selected: [...kept, id] });
    tell();
  }

  function remove(id) {
    show({ selected: view.selected.filter((one) => one !== id) });
    tell();
  }

  function scheme(change) {
    const wanted = { ...view, ...change };
    if (!(`${wanted.method}-${wanted.k}` in data.classes)) {
      wanted.k = data.ks.find((k) => `${wanted.method}-${k}` in data.classes);
    }
    show({ method: wanted.method, k: wanted.k });
    tell();
  }

  function hover(id, x, y) {
    choropleth.highlight(id);
    ranking.highlight(id);
    pointed = id && x !== undefined ? { id, x, y } : null;
    point();
  }

  function point() {
    if (pointed && state.figures.has(pointed.id)) tooltip.show(state, pointed);
    else tooltip.hide();
  }

  /** Take Python's choice, or keep the newer one of the browser. */
  function adopt(next) {
    const theirs = viewOf(next);
    const accepted = exchange.accepts(theirs);
    const year = timeline.isMoving() && next.years.includes(view.year) ? view.year : theirs.year;
    const stale = view !== null && next.years.includes(view.year) && !accepted;
    if (stale) return;
    for (const [id, colour] of next.selected) colours.set(id, colour);
    view = { ...theirs, year };
    told = JSON.stringify(theirs);
  }

  return {
    node,
    update(next, sendChosen) {
      send = sendChosen;
      adopt(next);
      data = next;
      node.toggleAttribute("data-presented", Boolean(data.presented));
      leaveRoom ??= watchRoom(node);
      draw();
    },
    destroy() {
      leaveRoom?.();
      later.forget();
      timeline.destroy();
      choropleth.destroy();
    },
  };
}
