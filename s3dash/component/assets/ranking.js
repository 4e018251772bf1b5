/** Ranked list with bars; reference areas stand as dashed lines at their place, without rank. */
import { calm, counted, html } from "./dom.js";
import { numberFormat, spoken } from "./figures.js";
import { barAxis, numbersOf } from "./scale.js";

const MOVE_MS = 300;
const MOST_MOVING = 200; // rows that glide to their new places; more are put there at once
const MOST_ROWS = 500; // a longer list has its two ends, the selected regions and the lines
const ENDS = [150, 50];

/** Place a bar between the base and the value, and set its colour. */
function drawBar(bar, axis, value, colour) {
  bar.hidden = value === null;
  if (value === null) return;
  const end = axis.place(value);
  bar.style.left = `${100 * Math.min(end, axis.base)}%`;
  bar.style.width = `${100 * Math.abs(end - axis.base)}%`;
  bar.style.background = colour;
}

function createRow(tag, className) {
  const parts = {
    rank: html("span", { class: "rank" }),
    name: html("span", { class: "name" }),
    bar: html("i"),
    value: html("span", { class: "value" }),
  };
  const track = html("span", { class: "bar" }, parts.bar);
  const body = html(tag, { class: `row ${className}` }, parts.rank, parts.name, track, parts.value);
  return { ...parts, body, item: html("li", {}, body) };
}

export function createRanking({ onChoose, onHover }) {
  const heading = html("h2");
  const measure = html("span", { class: "measure" });
  const list = html("ul", { role: "list", class: "rows", keydown: onKey });
  const node = html("section", { class: "ranking" }, html("header", {}, heading, measure), list);
  const rows = new Map(); // region or line id -> its row
  let built = "";
  let order = "";
  let scrolledTo = "";

  function build({ data }) {
    const key = `${data.ids} ${data.lines.map((line) => line.id)}`;
    if (key === built) return;
    built = key;
    order = "";
    rows.clear();
    for (const line of data.lines) rows.set(line.id, createRow("div", "reference"));
  }

  /** Row of a region, made when it is first shown. */
  function rowOf(id) {
    if (rows.has(id)) return rows.get(id);
    const row = createRow("button", "region");
    row.body.type = "button";
    row.body.tabIndex = -1;
    row.body.dataset.ags = id;
    row.body.addEventListener("click", () => onChoose(id));
    row.body.addEventListener("pointerenter", () => onHover(id));
    row.body.addEventListener("pointerleave", () => onHover(null));
    row.body.addEventListener("focus", () => onHover(id));
    row.body.addEventListener("blur", () => onHover(null));
    rows.set(id, row);
    return row;
  }

  /** Entries of the list that are shown; those before which some are left out bear a mark. */
  function shownOf(ids, { data, view }) {
    if (ids.length <= MOST_ROWS) return ids;
    const lines = data.lines.map((line) => line.id);
    const [top, bottom] = ENDS;
    const kept = new Set([...ids.slice(0, top), ...ids.slice(-bottom), ...view.selected, ...lines]);
    return ids.filter((id) => kept.has(id));
  }

  /** Arrow keys walk through the rows; Tab leaves the list. */
  function onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...list.querySelectorAll("button")];
    const next = buttons[buttons.indexOf(event.target) + step];
    event.preventDefault();
    if (!next) return;
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  }

  function drawRegions(state, axis, ids) {
    const { data, figures, view } = state;
    const number = numberFormat(data);
    for (const figure of ids.filter((id) => figures.has(id)).map((id) => figures.get(id))) {
      const row = rowOf(figure.id);
      const chosen = view.selected.includes(figure.id);
      row.rank.textContent = figure.rank ?? "";
      row.name.textContent = figure.name;
      row.name.title = figure.name;
      const plain = figure.value !== null && !data.categories;
      row.value.textContent = plain ? number(figure.value) : figure.text;
      row.value.classList.toggle("small", Boolean(figure.small));
      row.value.title = figure.reason || figure.small;
      row.body.classList.toggle("chosen", chosen);
      row.body.classList.toggle("wordy", !plain);
      row.body.style.setProperty("--mark", chosen ? state.colourOf(figure.id) : "transparent");
      row.rank.style.background = data.categories ? state.barOf(figure.id) : null;
      row.body.setAttribute("aria-label", spoken(data, figure));
      row.body.setAttribute("aria-pressed", chosen);
      drawBar(row.bar, axis, data.categories ? null : figure.value, state.barOf(figure.id));
    }
  }

  function drawLines({ data, row: year }, axis) {
    const number = numberFormat(data);
    for (const line of data.lines) {
      const row = rows.get(line.id);
      const value = line.values[year];
      row.item.hidden = value === null;
      row.name.textContent = line.name;
      row.value.textContent = value === null ? "" : number(value);
      drawBar(row.bar, axis, data.mark === "circle" ? null : value, "transparent");
    }
  }

  function ordered({ data, figures, row }) {
    const entries = [
      ...[...figures.values()].map(({ id, name, value }) => ({ id, name, value, line: 0 })),
      ...data.lines.map(({ id, name, values }) => ({ id, name, value: values[row], line: 1 })),
    ];
    const collator = new Intl.Collator(data.locale);
    const places = (data.categories ?? []).map((one) => one.value);
    // categories in the order of the legend, numbers from the highest down, gaps last
    const place = ({ value }) =>
      value === null ? Infinity : data.categories ? places.indexOf(value) : -value;
    entries.sort((a, b) => {
      const [one, other] = [place(a), place(b)];
      return one === other ? a.line - b.line || collator.compare(a.name, b.name) : one - other;
    });
    return entries.map(({ id }) => id);
  }

  /** Where rows stand, read all at once: that is one layout at most. */
  const tops = (ids) => new Map(ids.map((id) => [id, rows.get(id)?.item.offsetTop]));

  /**
   * Where rows stand that will glide to another place: none where they stay, or are put there at
   * once. To be read before anything is written into the list, else it costs a layout of its own.
   */
  function leaving(ids) {
    const still = order === "" || ids.length > MOST_MOVING || calm();
    return still || String(ids) === order ? null : tops(ids);
  }

  /** Put the rows into their new order; those that glide begin where they stood before. */
  function arrange(ids, before) {
    if (String(ids) === order) return;
    order = String(ids);
    const root = node.getRootNode();
    const focused = list.contains(root.activeElement) ? root.activeElement : null;
    const { scrollTop } = list;
    list.replaceChildren(...ids.map((id) => rows.get(id).item));
    list.scrollTop = scrollTop;
    focused?.focus({ preventScroll: true });
    if (!before) return;
    for (const [id, top] of tops(ids)) {
      const way = before.get(id) - top;
      const move = [{ transform: `translateY(${way}px)` }, {}];
      if (way) rows.get(id).item.animate(move, MOVE_MS); // a new row comes from nowhere: NaN
    }
  }

  /** Mark the rows before which the list leaves some out. */
  function markGaps(ids, every) {
    if (ids === every) return;
    const at = new Map(every.map((id, i) => [id, i]));
    ids.forEach((id, i) => {
      rows.get(id).item.classList.toggle("gap", i > 0 && at.get(id) > at.get(ids[i - 1]) + 1);
    });
  }

  /** Scroll the list, never the page, so that a newly selected row is seen. */
  function reveal(id) {
    if (!id || id === scrolledTo) return;
    scrolledTo = id;
    const item = rows.get(id)?.item;
    if (!item) return;
    const above = item.offsetTop < list.scrollTop;
    const below = item.offsetTop + item.offsetHeight > list.scrollTop + list.clientHeight;
    if (above || below) list.scrollTop = item.offsetTop - list.clientHeight / 2;
  }

  return {
    node,
    update(state) {
      const { data, view } = state;
      build(state);
      heading.textContent = data.categories
        ? counted(data, "regions", data.ids.length) : data.words.ranking;
      measure.textContent = data.unit_long;
      // a total of all regions would leave no room for their own bars
      const lines = data.mark === "circle" ? [] : data.lines.map((line) => line.values);
      const numbers = numbersOf([...data.values, ...lines]);
      const axis = barAxis(numbers, { centre: data.centre, log: data.scale === "log" });
      list.style.setProperty("--base", `${100 * axis.base}%`);
      list.classList.toggle("categories", data.categories !== null);
      const every = ordered(state);
      const ids = shownOf(every, state);
      const before = leaving(ids);
      drawRegions(state, axis, ids);
      drawLines(state, axis);
      arrange(ids, before);
      markGaps(ids, every);
      if (!list.querySelector("button[tabindex='0']")) list.querySelector("button").tabIndex = 0;
      reveal(view.selected.at(-1));
    },
    highlight(id) {
      for (const [other, row] of rows) row.body.classList.toggle("hovered", other === id);
    },
  };
}
