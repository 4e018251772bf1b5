/**
 * Entry of the component: mounts the headline or the map view, as `data.part` says.
 *
 * Streamlit calls the default export once per mount and again whenever the data or the theme
 * change. What is on the page stays there: each root keeps its one view, which is only updated.
 * The function that is returned runs when the component leaves the page.
 */
import { createHeadline } from "./headline.js";
import { createMapView } from "./map.js";

const PARTS = { headline: createHeadline, map: createMapView };
const views = new WeakMap();

export default function render({ parentElement: root, data, setTriggerValue }) {
  let view = views.get(root);
  if (!view) {
    view = PARTS[data.part]();
    views.set(root, view);
    view.node.style.visibility = "hidden"; // until the style sheet, which may come later, shows it
    root.append(view.node);
  }
  view.update(data, (payload) => setTriggerValue("chosen", payload));
  return () => {
    view.destroy();
    view.node.remove();
    views.delete(root);
  };
}
