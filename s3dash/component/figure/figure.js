/**
 * A figure of plotly. When its data change it is changed in place, where Streamlit's own chart
 * would be taken away and drawn anew.
 *
 * Streamlit calls the default export once per mount and again whenever the data change. What that
 * returns runs when the component leaves the page, but also where newer data came meanwhile.
 */
const LEGEND_LINES = 2; // that the margin above a round figure has room for
const LEGEND_LINE_PX = 24;

const views = new WeakMap();
let library = null; // one for the whole page

function plotly(address) {
  library ??= new Promise((resolve, reject) => {
    if (window.Plotly) return resolve(window.Plotly);
    const script = document.createElement("script");
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => {
      library = null;
      reject(new Error(`${address} could not be loaded`));
    });
    script.src = address;
    document.head.append(script);
  });
  return library;
}

function createFigure() {
  const plot = document.createElement("div");
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  note.hidden = true;
  const node = document.createElement("div");
  node.className = "s3-figure";
  node.setAttribute("role", "figure");
  node.append(plot, note);
  let data = null;
  let figure = null; // what shall be drawn
  let shown = null; // what is drawn, in the size that it has
  let send = () => {};
  let Plotly = null;
  const watcher = new ResizeObserver(fit);
  watcher.observe(node);

  /**
   * Own height of a figure, and its margins. A round one is no higher than its width lets it be;
   * its legend then has one entry to a line, and those that its margin has no room for push it down.
   */
  function ownSize({ data: traces, layout: { height, margin, polar } }, width) {
    if (!polar || !width) return { height };
    const entries = traces.filter(({ showlegend }) => showlegend !== false).length;
    const t = margin.t + LEGEND_LINE_PX * Math.max(0, entries - LEGEND_LINES);
    const round = t + width - margin.l - margin.r + margin.b;
    return round < height ? { height: round, margin: { ...margin, t } } : { height, margin };
  }

  /** Width of the room there is, and a figure's own size in it; or all of it where it fills that. */
  function size() {
    const { clientWidth: width, clientHeight } = node;
    if (data.fills) return { width, height: clientHeight };
    const own = ownSize(figure, width);
    node.style.height = `${own.height}px`;
    return { width, ...own };
  }

  function fit() {
    if (!shown || !node.clientWidth) return;
    const room = size();
    const { layout } = shown;
    if (layout.width === room.width && layout.height === room.height) return;
    Object.assign(layout, room);
    Plotly.relayout(plot, room);
  }

  async function draw() {
    const mine = data;
    figure = JSON.parse(data.spec);
    if (!shown) size(); // keeps its room free until it is drawn
    try {
      Plotly = await plotly(data.plotly);
    } catch (error) {
      note.textContent = data.not_drawn;
      note.hidden = false;
      console.error("The figure could not be drawn.", error);
      return;
    }
    if (data !== mine || !node.isConnected) return; // newer data have come and draw themselves
    note.hidden = true;
    const first = shown === null;
    shown = { ...figure, layout: { ...figure.layout, ...size() } };
    await Plotly.react(plot, shown.data, shown.layout, data.config);
    if (!first) return; // a change of the room is told by the watcher
    plot.on("plotly_click", click);
    fit(); // the room may have changed before there was a figure
  }

  function click({ points: [point] }) {
    if (point?.customdata) send({ customdata: point.customdata });
  }

  return {
    node,
    update(next, sendClicked) {
      send = sendClicked;
      if (data && data.spec === next.spec && data.fills === next.fills) return;
      data = next;
      node.setAttribute("aria-label", data.alt);
      node.toggleAttribute("data-fills", data.fills);
      draw();
    },
    destroy() {
      watcher.disconnect();
      if (shown) Plotly.purge(plot);
    },
  };
}

export default function render({ parentElement: root, data, setTriggerValue }) {
  let view = views.get(root);
  if (!view) {
    view = createFigure();
    views.set(root, view);
    root.append(view.node);
  }
  view.update(data, (payload) => setTriggerValue("clicked", payload));
  return () => {
    if (root.isConnected) return; // newer data came while these were on their way
    view.destroy();
    view.node.remove();
    views.delete(root);
  };
}
