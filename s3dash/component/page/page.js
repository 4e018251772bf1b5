/**
 * Entry of the page's own parts: `address` keeps the browser's address and language in step with
 * the view, `regions` shows and changes the selected regions.
 *
 * Streamlit calls the default export once per mount and again whenever the data change.
 */
import { createAddress } from "./address.js";
import { createRegions } from "./regions.js";

const PARTS = { address: createAddress, regions: createRegions };
const views = new WeakMap();

export default function render({ parentElement: root, data, setTriggerValue }) {
  let view = views.get(root);
  if (!view) {
    view = PARTS[data.part]();
    views.set(root, view);
    root.append(view.node);
  }
  view.update(data, (payload) => setTriggerValue("chosen", payload));
  return () => {
    view.node.remove();
    views.delete(root);
  };
}
