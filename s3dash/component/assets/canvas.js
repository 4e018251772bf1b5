/** Areas on a canvas, for maps of so many that an element for each would make the browser slow. */
import { html } from "./dom.js";
import { radiusOf } from "./scale.js";

/** Maps of more areas are drawn on a canvas. */
export const MANY = 2000;

const BORDER_PX = 0.5;
const HATCH_PX = 6;
const DIMMED = 0.22;
const DISC_ALPHA = 0.72;

/** Colour as a canvas takes it; the style sheet's own names are looked up. */
function plain(colour, style) {
  const name = /^var\((.+)\)$/.exec(colour)?.[1];
  return name ? style.getPropertyValue(name).trim() : colour;
}

/** Pattern of areas without a figure, as the map has it elsewhere. */
function hatchOf(style) {
  const tile = html("canvas", { width: HATCH_PX, height: HATCH_PX });
  const pen = tile.getContext("2d");
  pen.strokeStyle = plain("var(--faint)", style);
  pen.stroke(new Path2D("M-1,1l2,-2M0,6l6,-6M5,7l2,-2"));
  return pen.createPattern(tile, "repeat");
}

export function createCanvas() {
  const ground = html("canvas", { "aria-hidden": "true" });
  const lines = html("canvas", { "aria-hidden": "true" }); // borders, drawn once for each size
  const node = html("div", { class: "many" }, ground, lines);
  let outlines = new Map(); // id -> its Path2D
  let centres = new Map(); // id -> the point of its circle
  let matrix = null; // from map units to pixels of the canvas
  let paper = null; // colour of the borders that are drawn
  let marks = 0; // digest of the colours, so that tests can see that others were drawn

  function penOf(canvas) {
    const pen = canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(matrix);
    return pen;
  }

  function fill(pen, path, colour) {
    pen.fillStyle = colour;
    pen.fill(path);
    for (const letter of String(colour)) marks = (31 * marks + letter.charCodeAt(0)) | 0;
  }

  return {
    node,
    build(shapes) {
      outlines = new Map(shapes.map(({ ags, d }) => [ags, new Path2D(d)]));
      centres = new Map(shapes.map(({ ags, label }) => [ags, label]));
    },
    /** Take the size of the picture over which it lies. */
    fit(picture) {
      const box = picture.getBoundingClientRect();
      const dots = window.devicePixelRatio;
      const { a, d, e, f } = picture.getScreenCTM();
      for (const canvas of [ground, lines]) {
        canvas.width = Math.round(box.width * dots);
        canvas.height = Math.round(box.height * dots);
      }
      matrix = new DOMMatrix([a, 0, 0, d, e - box.left, f - box.top].map((one) => one * dots));
      paper = null;
    },
    /**
     * Draw all areas, and circles where there is a largest figure for them.
     *
     * @param {object} state  see map.js
     * @param {number | null} largest  figure of the largest circle, of `radius`
     * @param {Set<string> | null} only  areas that stand out from the others
     */
    paint(state, { largest, radius, only }) {
      const style = getComputedStyle(node);
      const pen = penOf(ground);
      const colours = new Map([[null, hatchOf(style)]]);
      drawBorders(plain("var(--paper)", style));
      marks = 0;
      for (const [id, path] of outlines) {
        const colour = state.fillOf(id);
        if (!colours.has(colour)) colours.set(colour, plain(colour, style));
        pen.globalAlpha = only && !only.has(id) ? DIMMED : 1;
        fill(pen, path, colours.get(colour));
      }
      if (largest !== null) drawCircles(pen, state, largest, radius, style);
      ground.dataset.drawn = marks;
    },
    /** Area at a point of the window; null where there is none. */
    idAt(x, y) {
      const box = ground.getBoundingClientRect();
      const dots = ground.width / box.width;
      const pen = ground.getContext("2d");
      for (const [id, path] of outlines) {
        if (pen.isPointInPath(path, (x - box.left) * dots, (y - box.top) * dots)) return id;
      }
      return null;
    },
  };

  function drawBorders(colour) {
    if (colour === paper) return;
    paper = colour;
    const pen = penOf(lines);
    pen.strokeStyle = colour;
    pen.lineWidth = (BORDER_PX * window.devicePixelRatio) / matrix.a;
    for (const path of outlines.values()) pen.stroke(path);
  }

  function drawCircles(pen, state, largest, radius, style) {
    const shown = [...centres].filter(([id]) => state.valueOf(id) !== null)
      .sort(([a], [b]) => state.valueOf(b) - state.valueOf(a));
    pen.globalAlpha = DISC_ALPHA;
    pen.strokeStyle = plain("var(--paper)", style);
    pen.lineWidth = 1 / matrix.a;
    for (const [id, [x, y]] of shown) {
      const disc = new Path2D();
      disc.arc(x, y, radiusOf(state.valueOf(id), largest, radius), 0, 2 * Math.PI);
      fill(pen, disc, plain(state.circleColour, style));
      pen.stroke(disc);
    }
  }
}
