/** How much height the window leaves to the view, below whatever the page puts above it. */

const BELOW_PX = 16;

function scrollerOf(host) {
  let one = host.parentElement;
  while (one && !/auto|scroll/.test(getComputedStyle(one).overflowY)) one = one.parentElement;
  return one ?? document.scrollingElement;
}

/**
 * Keep `--room` of a node at the height between its top and the end of the window, with the page
 * scrolled to its start. Returns the function that ends this.
 */
export function watchRoom(node) {
  const host = node.getRootNode().host ?? node;
  const scroller = scrollerOf(host);

  function measure() {
    const top = host.getBoundingClientRect().top + scroller.scrollTop;
    node.style.setProperty("--room", `${Math.floor(window.innerHeight - top - BELOW_PX)}px`);
  }

  const watcher = new ResizeObserver(measure); // what stands above may grow after us
  for (const child of scroller.children) watcher.observe(child);
  window.addEventListener("resize", measure);
  measure();
  return () => {
    watcher.disconnect();
    window.removeEventListener("resize", measure);
  };
}
