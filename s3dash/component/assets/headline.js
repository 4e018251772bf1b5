/** Headline and subtitle; both follow the year of the map, which announces it on the window. */
import { html, phrase } from "./dom.js";

/** Event on the window with `detail: {year}`, sent by the map whenever its year changes. */
export const YEAR_EVENT = "s3dash:year";

export function createHeadline() {
  const title = html("h1");
  const subtitle = html("p");
  const node = html("header", { class: "headline" }, title, subtitle);
  let data = null;
  let year = null;

  function draw() {
    const row = data.years.indexOf(year);
    title.textContent = `${data.title} (${year})`;
    subtitle.textContent = phrase(data.subtitle, { date: data.dates[row], year });
  }

  function follow(event) {
    if (!data?.years.includes(event.detail.year)) return;
    year = event.detail.year;
    draw();
  }

  window.addEventListener(YEAR_EVENT, follow);
  return {
    node,
    update(next) {
      if (next.year !== data?.year || !next.years.includes(year)) year = next.year;
      data = next;
      draw();
    },
    destroy: () => window.removeEventListener(YEAR_EVENT, follow),
  };
}
