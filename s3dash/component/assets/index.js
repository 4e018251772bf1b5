/**
 * Entry of the component: mounts headline, map view, or what is fixed for it, as `data.part` says.
 *
 * Streamlit calls the default export once per mount and again whenever the data or the theme
 * change. What is on the page stays there: each root keeps its one view, which is only updated.
 * The function that is returned runs when the component leaves the page, but also where newer data
 * came before the call for the older ones had returned; then the view stays.
 */
import { createFixed, whole } from "./fixed.js";
import { createHeadline } from "./headline.js";
import { createMapView } from "./map.js";

const PARTS = { fixed: createFixed, headline: createHeadline, map: createMapView };
const views = new WeakMap();
const newest = new WeakMap(); // root -> the data that came last

export default function render({ parentElement: root, data, setTriggerValue }) {
  let view = views.get(root);
  if (!view) {
    view = PARTS[data.part]();
    views.set(root, view);
    view.node.style.visibility = "hidden"; // until the style sheet, which may come later, shows it
    root.append(view.node);
  }
  const send = (payload) => setTriggerValue("chosen", payload);
  newest.set(root, data);
  if (data.part !== "map") view.update(data, send);
  else whole(data, (complete) => newest.get(root) === data && view.update(complete, send));
  return () => {
    if (root.isConnected) return; // newer data came while these were on their way
    view.destroy();
    view.node.remove();
    views.delete(root);
  };
}
