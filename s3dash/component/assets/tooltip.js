/** The small card that follows the pointer, or stands at the focused area. */
import { html } from "./dom.js";
import { rankText } from "./figures.js";

const GAP = 14;

export function createTooltip(frame) {
  const name = html("strong");
  const number = html("span", { class: "figure" });
  const more = html("span", { class: "more" });
  const hint = html("span", { class: "hint" });
  const node = html("div", { class: "tooltip", "aria-hidden": "true" }, name, number, more, hint);
  node.hidden = true;

  return {
    node,
    /** Show a region's figure beside a point, given in pixels of the window. */
    show(state, { id, x, y }) {
      const { data, view } = state;
      const figure = state.figures.get(id);
      name.textContent = figure.name;
      number.textContent = `${figure.text} (${view.year})`;
      const parts = [figure.between, figure.reason, figure.small, rankText(data, figure)];
      more.textContent = parts.filter(Boolean).join(" · ");
      hint.textContent = view.selected.includes(id) ? data.words.profile : data.words.select;
      node.hidden = false;
      const box = frame.getBoundingClientRect();
      const zoom = box.width / frame.offsetWidth; // a presentation is drawn larger
      const left = (x - box.left) / zoom + GAP;
      const fits = left + node.offsetWidth < frame.offsetWidth;
      node.style.left = `${fits ? left : Math.max(0, left - node.offsetWidth - 2 * GAP)}px`;
      node.style.top = `${Math.max(0, (y - box.top) / zoom - node.offsetHeight - GAP)}px`;
    },
    hide() {
      node.hidden = true;
    },
  };
}
