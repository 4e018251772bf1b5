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
      const parts = [figure.between, figure.reason, rankText(data, figure)];
      more.textContent = parts.filter(Boolean).join(" · ");
      hint.textContent = view.selected.includes(id) ? data.words.profile : data.words.select;
      node.hidden = false;
      const box = frame.getBoundingClientRect();
      const left = x - box.left + GAP;
      const fits = left + node.offsetWidth < box.width;
      node.style.left = `${fits ? left : Math.max(0, left - node.offsetWidth - 2 * GAP)}px`;
      node.style.top = `${Math.max(0, y - box.top - node.offsetHeight - GAP)}px`;
    },
    hide() {
      node.hidden = true;
    },
  };
}
