/** Which names find room on the map, and where. */

const NUDGES = [0, -0.7, 0.7];
/** Height of a line, as a multiple of the letter size. */
export const LINE = 1.15;

/** How far a name may reach over the edges of its own area. */
const REACH = 1.15;

const canvas = document.createElement("canvas").getContext("2d");

/** Name on one line, or on two where it can be parted near its middle. */
function wordings(name) {
  const gaps = [...name.matchAll(/[ /-]/g)].map((match) => match.index + 1);
  if (gaps.length === 0) return [[name]];
  const middle = name.length / 2;
  const cut = gaps.reduce((a, b) => (Math.abs(b - middle) < Math.abs(a - middle) ? b : a));
  return [[name], [name.slice(0, cut).trim(), name.slice(cut)]];
}

const overlap = (a, b) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Places for as many names as fit without touching each other.
 *
 * @param {{id, name, x, y, width, chosen}[]} areas  most important first; `width` is the area's
 *   own and limits its name if `inside` is set, unless the area is chosen; all in map units
 * @param {{size: number, font: string, inside: boolean}} style  letter size in map units
 * @returns {Map<string, {x, y, lines: string[]}>} by id; y is the baseline of the first line
 */
export function placeLabels(areas, { size, font, inside }) {
  canvas.font = `500 100px ${font}`;
  const widthOf = (text) => (canvas.measureText(text).width * size) / 100;
  const taken = [];
  const placed = new Map();

  const boxAt = (area, lines, nudge) => {
    const width = Math.max(...lines.map(widthOf)) + size * 0.4;
    const height = lines.length * size * LINE;
    const top = area.y - height / 2 + nudge * size;
    return { left: area.x - width / 2, right: area.x + width / 2, top, bottom: top + height, width };
  };

  for (const area of areas) {
    const tries = wordings(area.name)
      .flatMap((lines) => NUDGES.map((nudge) => ({ lines, box: boxAt(area, lines, nudge) })));
    const fits = ({ box }) => box.width <= area.width * REACH;
    const allowed = inside && !area.chosen ? tries.filter(fits) : [...tries.filter(fits), ...tries];
    const found = allowed.find(({ box }) => !taken.some((other) => overlap(box, other)));
    if (!found) continue;
    taken.push(found.box);
    placed.set(area.id, { x: area.x, y: found.box.top + size * 0.95, lines: found.lines });
  }
  return placed;
}
