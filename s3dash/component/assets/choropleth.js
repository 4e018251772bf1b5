/** The map itself: areas, borders, outlines of the selection, circles, names. */
import { createCanvas, MANY } from "./canvas.js";
import { html, svg } from "./dom.js";
import { spoken } from "./figures.js";
import { LINE, placeLabels } from "./labels.js";
import { isDark, numbersOf, radiusOf } from "./scale.js";

const LETTERS_PX = [10.5, 16]; // smallest and largest names
const PRESENTED_PX = [12, 15]; // the same on a stage, in pixels before it is drawn larger
const LETTERS_SHARE = 1 / 70; // of the width of the map
const NARROW_PX = 500; // below, names keep to their areas
const MOST_NAMES = 400; // areas whose names are tried, the largest first; more find no room

/** Radius of the largest circle in map units. */
export const LARGEST_RADIUS = 46;

const DIRECTIONS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

/** One request per shapes file, whatever the number of views. */
let instances = 0;
const files = new Map();

function loadShapes(url) {
  if (!files.has(url)) {
    files.set(url, fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${url}: status ${answer.status}, expected 200`);
      return answer.json();
    }));
  }
  return files.get(url);
}

function hatch() {
  const lines = svg("path", { d: "M-1,1l2,-2M0,6l6,-6M5,7l2,-2", class: "hatch-line" });
  const ground = svg("rect", { width: 6, height: 6, class: "hatch-ground" });
  return svg("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse" },
    ground, lines);
}

/** Mask that lets the neighbouring districts fade out around the region. */
function fading(near) {
  const blur = svg("feGaussianBlur", { stdDeviation: 18 });
  return [
    svg("filter", { id: "fade" }, blur),
    svg("mask", { id: "near", maskUnits: "userSpaceOnUse", x: -60, y: -60, width: 1120, height: 800 },
      near),
  ];
}

/**
 * @param {(id: string) => void} onChoose
 * @param {(id: string | null, x?: number, y?: number) => void} onHover  point in window pixels
 * @param {(pixels: number) => void} onScale  pixels per map unit, whenever the size changes
 */
export function createChoropleth({ onChoose, onHover, onScale }) {
  const context = svg("path", { class: "context", mask: "url(#near)" });
  const near = svg("path", { class: "near", filter: "url(#fade)" });
  const areas = svg("g", { class: "areas" });
  const borders = svg("path", { class: "borders" });
  const rim = svg("path", { class: "rim" });
  const outlines = svg("g", { class: "outlines" });
  const circles = svg("g", { class: "circles" });
  const names = svg("g", { class: "names", "aria-hidden": "true" });
  const picture = svg("svg", {
    role: "group", preserveAspectRatio: "xMidYMin meet", keydown: onKey, click: choose,
    pointermove: point, pointerleave: () => onHover(null),
  }, svg("defs", {}, hatch()), areas, borders, rim, circles, outlines, names);
  // in a picture of its own, so that it is not blurred anew whenever an area changes
  const ground = svg("svg", {
    class: "ground", "aria-hidden": "true", preserveAspectRatio: "xMidYMin meet",
  }, svg("defs", {}, ...fading(near)), context);
  const note = html("p", { class: "note", role: "status" });
  note.hidden = true;
  // not on the <svg>: Chromium makes one that listens to focus events focusable itself
  const described = html("p", { class: "unseen", id: `described-${(instances += 1)}` });
  picture.setAttribute("aria-describedby", described.id);
  const canvas = createCanvas();
  const node = html("div", { class: "picture", focusin: focus, focusout: () => onHover(null) },
    ground, canvas.node, picture, described, note);
  const paths = new Map(); // id -> its <path>; on a canvas only the one that can be focused
  const discs = new Map(); // id -> its <circle>
  let shapes = new Map(); // id -> {d, label, width, size}; on a canvas the largest have a size
  let many = false; // whether the areas are on the canvas
  let drawn = ""; // shapes file and level that the paths were made for
  let state = null;
  let hovered = null;
  let only = null; // areas that stand out
  let placed = ""; // what the places of the names were found for
  let scale = 0; // pixels per map unit; reading it off the picture makes the browser lay out all
  const watcher = new ResizeObserver(fit);
  watcher.observe(picture);

  const idOf = (event) => event.target.closest("[data-ags]")?.dataset.ags ?? null;
  const idUnder = (event) => (many ? canvas.idAt(event.clientX, event.clientY) : idOf(event));

  function choose(event) {
    const id = idUnder(event);
    if (id) onChoose(id);
  }

  function point(event) {
    if (event.pointerType !== "touch") onHover(idUnder(event), event.clientX, event.clientY);
  }

  function focus(event) {
    const id = idOf(event);
    if (!id || !event.target.matches(":focus-visible")) return;
    const box = event.target.getBoundingClientRect();
    onHover(id, box.left + box.width / 2, box.top + box.height / 3);
  }

  function onKey(event) {
    const id = idOf(event);
    if (!id) return;
    if (event.key === "Enter" || event.key === " ") onChoose(id);
    else if (event.key === "Escape") onHover(null);
    else if (event.key in DIRECTIONS) moveFocus(id, DIRECTIONS[event.key]);
    else return;
    event.preventDefault();
  }

  /** The nearest area in a direction; areas far to the side count as further away. */
  function moveFocus(id, [dx, dy]) {
    const [x, y] = shapes.get(id).label;
    let best = null;
    let least = Infinity;
    for (const [other, { label }] of shapes) {
      const along = (label[0] - x) * dx + (label[1] - y) * dy;
      const aside = Math.abs((label[0] - x) * dy) + Math.abs((label[1] - y) * dx);
      const distance = along + 2 * aside;
      if (other === id || along <= 0 || aside > 2 * along || distance >= least) continue;
      best = other;
      least = distance;
    }
    if (best) takeFocus(best);
  }

  function takeFocus(id) {
    for (const path of paths.values()) path.setAttribute("tabindex", -1);
    if (many) {
      makePaths([id]);
      describe();
    }
    paths.get(id).setAttribute("tabindex", 0);
    paths.get(id).focus();
  }

  function makePaths(ids) {
    paths.clear();
    ids.forEach((id, i) => {
      const { d } = shapes.get(id);
      const tabindex = i === 0 ? 0 : -1;
      paths.set(id, svg("path", { d, "data-ags": id, tabindex, role: "button" }));
    });
    areas.replaceChildren(...paths.values());
  }

  function build(file) {
    const { data } = state;
    const wanted = new Set(data.ids);
    const used = file[data.level].filter(({ ags }) => wanted.has(ags));
    for (const one of [ground, picture]) one.setAttribute("viewBox", file.viewBox.join(" "));
    context.setAttribute("d", file.context);
    rim.setAttribute("d", file.ruhr);
    near.setAttribute("d", file.ruhr);
    borders.setAttribute("d", data.level === "municipality" ? file.borders.district : "");
    shapes = new Map(used.map((shape) => [shape.ags, { ...shape }]));
    many = used.length > MANY;
    node.toggleAttribute("data-many", many);
    discs.clear();
    if (many) {
      canvas.build(used);
      const longest = [...used].sort((a, b) => b.d.length - a.d.length).slice(0, MOST_NAMES);
      makePaths(longest.map(({ ags }) => ags));
    } else {
      makePaths(used.map(({ ags }) => ags));
      for (const { ags, label: [cx, cy] } of used) {
        discs.set(ags, svg("circle", { cx, cy, r: 0, "data-ags": ags }));
      }
    }
    circles.replaceChildren(...discs.values());
    for (const [id, path] of paths) {
      const box = path.getBBox();
      Object.assign(shapes.get(id), { width: box.width, size: box.width * box.height });
    }
    if (many) {
      makePaths([used[0].ags]);
      canvas.fit(picture);
    }
  }

  /** Colours, circles and outlines: what a choice changes before the reader's eyes. */
  function paint() {
    if (many) paintCanvas();
    else for (const [id, path] of paths) path.setAttribute("fill", fillOf(id));
    drawCircles();
    drawOutlines();
    for (const name of names.children) paintName(name);
  }

  function paintCanvas() {
    const { data } = state;
    const largest = data.mark === "circle" ? Math.max(0, ...numbersOf(data.values)) : null;
    canvas.paint(state, { largest, radius: LARGEST_RADIUS, only });
  }

  const fillOf = (id) => state.fillOf(id) ?? "url(#hatch)";

  /** The same in words. */
  function describe() {
    const { data, figures, view } = state;
    picture.setAttribute("aria-label", `${data.title} (${view.year})`);
    described.textContent = data.descriptions?.[data.years.indexOf(view.year)] ?? "";
    for (const [id, path] of paths) {
      path.setAttribute("aria-label", spoken(data, figures.get(id)));
      path.setAttribute("aria-pressed", view.selected.includes(id));
    }
  }

  function drawCircles() {
    const { data, valueOf } = state;
    if (data.mark !== "circle") {
      for (const disc of discs.values()) disc.setAttribute("r", 0);
      return;
    }
    const largest = Math.max(0, ...numbersOf(data.values));
    for (const [id, disc] of discs) {
      const value = valueOf(id);
      disc.setAttribute("r", value === null ? 0 : radiusOf(value, largest, LARGEST_RADIUS));
    }
    // small circles on top, so that each can be reached
    const order = [...discs.keys()].sort((a, b) => (valueOf(b) ?? 0) - (valueOf(a) ?? 0));
    circles.append(...order.map((id) => discs.get(id)));
    circles.style.fill = state.circleColour;
  }

  function drawOutlines() {
    const marks = state.view.selected
      .filter((id) => shapes.has(id))
      .flatMap((id) => {
        const { d } = shapes.get(id);
        const line = svg("path", { d, class: "chosen" });
        line.style.stroke = state.colourOf(id);
        return [svg("path", { d, class: "halo" }), line];
      });
    if (hovered && shapes.has(hovered)) {
      marks.push(svg("path", { d: shapes.get(hovered).d, class: "hovered" }));
    }
    outlines.replaceChildren(...marks);
  }

  /** The size on the screen has changed: letters keep theirs, so names find other places. */
  function fit() {
    if (!drawn) return;
    scale = picture.getScreenCTM().a;
    onScale(scale);
    if (many) {
      canvas.fit(picture);
      paintCanvas();
    }
    drawNames();
  }

  function drawNames() {
    const { data, view } = state;
    const pixels = data.presented ? picture.getScreenCTM()?.a : scale; // a stage grows by itself
    if (!pixels) return;
    const width = pixels * picture.viewBox.baseVal.width;
    const [smallest, largest] = data.presented ? PRESENTED_PX.map(zoomed) : LETTERS_PX;
    const size = Math.min(largest, Math.max(smallest, width * LETTERS_SHARE)) / pixels;
    const short = data.labels ?? data.names;
    const font = getComputedStyle(node).fontFamily;
    const radii = [...discs.values()].map((disc) => disc.getAttribute("r"));
    const reason = [size, width, font, document.fonts.status, short, view.selected, radii].join();
    if (reason === placed) return;
    placed = reason;
    const list = data.ids.flatMap((id, i) => {
      if (!shapes.get(id)?.size) return [];
      const { label, width: own, size: importance } = shapes.get(id);
      const [x, y] = label;
      const chosen = view.selected.includes(id);
      const radius = Number(discs.get(id)?.getAttribute("r") ?? 0);
      const below = radius > 0 && radius < 2 * size ? radius + 0.7 * size : 0; // free small circles
      return [{ id, name: short[i], x, y: y + below, width: own, importance, chosen }];
    });
    list.sort((a, b) => b.chosen - a.chosen || b.importance - a.importance);
    const inside = data.level === "municipality" || width < NARROW_PX;
    names.style.fontSize = `${size}px`;
    const places = placeLabels(list.slice(0, MOST_NAMES), { size, font, inside });
    names.replaceChildren(...[...places].map(([id, place]) => nameOn(id, place, size)));
  }

  /** Pixels of a stage as they are drawn. */
  function zoomed(pixels) {
    return pixels * (node.getBoundingClientRect().width / node.offsetWidth || 1);
  }

  function nameOn(id, { x, y, lines }, size) {
    const text = svg("text", { "data-id": id }, ...lines.map((line, i) => {
      const span = svg("tspan", { x, y: y + i * size * LINE });
      span.textContent = line;
      return span;
    }));
    text.style.strokeWidth = `${size * 0.22}px`;
    paintName(text);
    return text;
  }

  /** Letters that read well on their area, with a rim in the area's colour. */
  function paintName(text) {
    const ground = state.fillOf(text.dataset.id);
    const painted = ground?.startsWith("#");
    text.style.fill = painted ? (isDark(ground) ? "#fff" : "#1b2530") : "var(--ink)";
    text.style.stroke = painted ? ground : "var(--paper)";
  }

  return {
    node,
    /** Show the figures of a state: at once, or when the promise that comes back is kept. */
    paint(next) {
      state = next;
      const { data } = state;
      const wanted = `${data.shapes} ${data.level} ${data.ids}`;
      node.dataset.mark = data.mark;
      if (wanted === drawn) {
        paint();
        return null;
      }
      drawn = "";
      return loadShapes(data.shapes).then((file) => {
        if (state.data !== data) return; // newer data have come and draw themselves
        note.hidden = true;
        build(file);
        names.replaceChildren();
        placed = "";
        drawn = wanted;
        paint();
        fit();
      }).catch((error) => {
        files.delete(data.shapes);
        note.textContent = data.words.no_map;
        note.hidden = false;
        console.error("The map could not be drawn.", error);
      });
    },
    /** What may follow after it is painted: words and names. */
    update() {
      if (!drawn) return;
      describe();
      drawNames();
    },
    highlight(id) {
      if (id === hovered) return;
      hovered = id;
      if (drawn) drawOutlines();
    },
    /** Make only these areas stand out, or all again with null. */
    spotlight(ids) {
      only = ids;
      if (many && drawn) paintCanvas();
      const dim = (mark, id) => mark.classList.toggle("dimmed", ids !== null && !ids.has(id));
      for (const [id, path] of paths) dim(path, id);
      for (const name of names.children) dim(name, name.dataset.id);
    },
    destroy: () => watcher.disconnect(),
  };
}
