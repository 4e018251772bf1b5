/** Year slider with a play button. Years play in the browser; only the year at rest is told. */
import { html } from "./dom.js";

const STEP_MS = 900;
const SETTLE_MS = 250;
const MOST_LABELS = 9;

/**
 * @param {(year: number) => void} onYear  the year is shown now
 * @param {() => void} onRest              the year has come to rest
 */
export function createTimeline({ onYear, onRest }) {
  const button = html("button", { type: "button", class: "play", click: toggle });
  const slider = html("input", { type: "range", min: 0, step: 1, input: move, change: settle });
  const ticks = html("div", { class: "ticks", "aria-hidden": "true" });
  const spoken = html("span", { class: "unseen", "aria-live": "polite" });
  const node = html("div", { class: "timeline" },
    button, html("div", { class: "track" }, slider, ticks), spoken);
  let data = null;
  let shown = 0;
  let playing = null;
  let settling = null;
  let moving = false; // from a move of the slider until the year is told

  function toggle() {
    if (playing) return stop(true);
    if (shown === data.years.length - 1) show(0);
    playing = setInterval(step, STEP_MS);
    label();
  }

  function step() {
    show(shown + 1);
    if (shown === data.years.length - 1) stop(true);
  }

  function stop(tell) {
    if (playing === null) return;
    clearInterval(playing);
    playing = null;
    label();
    if (tell) rest();
  }

  function show(row) {
    shown = row;
    onYear(data.years[row]);
  }

  function move() {
    stop(false);
    moving = true;
    show(Number(slider.value));
  }

  function settle() {
    clearTimeout(settling);
    settling = setTimeout(rest, SETTLE_MS);
  }

  function rest() {
    moving = false;
    spoken.textContent = `${data.words.year} ${data.years[shown]}`;
    onRest();
  }

  function label() {
    const word = playing ? data.words.pause : data.words.play;
    button.textContent = word;
    button.dataset.playing = playing !== null;
  }

  function drawTicks() {
    const last = data.years.length - 1;
    const every = Math.ceil((last + 1) / MOST_LABELS);
    ticks.replaceChildren(...data.years.map((year, row) => {
      const named = row === 0 || row === last || (row % every === 0 && last - row >= every);
      const tick = html("span", { class: named ? "tick named" : "tick" }, named ? `${year}` : "");
      tick.style.left = `${(100 * row) / (last || 1)}%`;
      return tick;
    }));
  }

  return {
    node,
    update({ data: next, view }) {
      if (next !== data) {
        if (String(next.years) !== String(data?.years)) stop(false);
        data = next;
        node.hidden = data.years.length < 2;
        slider.max = data.years.length - 1;
        slider.setAttribute("aria-label", data.words.year);
        drawTicks();
        label();
      }
      shown = data.years.indexOf(view.year);
      slider.value = shown;
      slider.setAttribute("aria-valuetext", view.year);
      for (const [row, tick] of [...ticks.children].entries()) {
        tick.classList.toggle("now", row === shown);
      }
    },
    /** Whether the year on the screen is one that has not been told yet. */
    isMoving: () => moving || playing !== null,
    destroy() {
      stop(false);
      clearTimeout(settling);
    },
  };
}
