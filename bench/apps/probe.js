/**
 * Watches a page from inside, so that the time on the way to the harness does not count.
 *
 * `bench.first` is the time from the start of the navigation until the picture stood; `bench.arm`
 * waits for one event and `bench.took` is the time from it until a frame with another picture was
 * painted. What the picture is, the harness says in `window.benchSignature`.
 */
(() => {
  const bench = { first: null, took: null, settled: null };
  window.bench = bench;
  const SAMPLE = 60; // areas that are looked at
  let roots = []; // shadow roots of the own components

  // plotly asks another host for the outlines of the world, unless it finds them here
  const layers = ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"];
  const empty = { type: "GeometryCollection", geometries: [] };
  const objects = Object.fromEntries(layers.map((name) => [name, empty]));
  const world = { type: "Topology", arcs: [], objects };
  window.PlotlyGeoAssets = { topojson: { world_110m: world } };

  /** An element of an own component; the components are looked for anew when it is not there. */
  function inShadow(selector) {
    const find = () => roots.map((root) => root.querySelector(selector)).find(Boolean) ?? null;
    roots = roots.filter((root) => root.isConnected);
    const found = find();
    if (found) return found;
    const inside = "[data-testid^=stBidiComponent], [data-testid^=stBidiComponent] *";
    roots = [...document.querySelectorAll(inside)].map((one) => one.shadowRoot).filter(Boolean);
    return find();
  }

  const fillOf = (path) => path.getAttribute("fill");

  function fills(paths, fillOf) {
    const every = Math.max(1, Math.floor(paths.length / SAMPLE));
    const seen = [];
    for (let i = 0; i < paths.length; i += every) seen.push(fillOf(paths[i]));
    return seen.join();
  }

  const SIGNATURES = {
    words: () => document.querySelector("[data-testid=stMarkdown]")?.innerText ?? "",
    plotly: () => fills(document.querySelectorAll(".choroplethlayer path"), fillOf),
    ours: () => {
      const canvas = inShadow(".picture[data-many] canvas");
      if (canvas) return canvas.dataset.drawn ?? "";
      const areas = inShadow(".areas");
      return areas ? fills(areas.children, fillOf) : "";
    },
    tooltip: () => {
      const card = inShadow(".tooltip");
      return card && !card.hidden ? card.textContent : "";
    },
    charts: () => `${document.querySelectorAll(".js-plotly-plot .main-svg").length || ""}`,
  };
  const signature = (name) => SIGNATURES[name]();

  /** Call back after the frame is painted in which the picture is there and no more as it was. */
  function whenOther(name, before, done) {
    const look = () => {
      const now = signature(name);
      if (now && now !== before) setTimeout(() => done(performance.now()));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }

  whenOther(window.benchSignature, "", (now) => { bench.first = now; });

  bench.arm = (type, name) => {
    bench.took = null;
    const before = signature(name ?? window.benchSignature);
    const options = { capture: true, once: true };
    window.addEventListener(type, ({ timeStamp }) => {
      whenOther(name ?? window.benchSignature, before, (now) => { bench.took = now - timeStamp; });
    }, options);
  };

  /** Wait for one event; then `settled` is the time until the last change in any chart so far. */
  bench.armCharts = (type) => {
    bench.settled = null;
    window.addEventListener(type, ({ timeStamp }) => {
      new MutationObserver((changes) => {
        const drawn = changes.some(({ target }) =>
          (target.closest ?? (() => null)).call(target, ".js-plotly-plot, .s3-figure"));
        if (drawn) bench.settled = performance.now() - timeStamp;
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
    }, { capture: true, once: true });
  };
})();
