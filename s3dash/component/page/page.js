/**
 * Entry of the page's own parts: `address` keeps the browser's address and language in step with
 * the view, `regions` shows and changes the selected regions, `keys` moves through a presentation.
 *
 * Streamlit calls the default export once per mount and again whenever the data change.
 */
import { createAddress } from "./address.js";
import { createKeys } from "./present.js";
import { createRegions } from "./regions.js";

const PARTS = { address: createAddress, keys: createKeys, regions: createRegions };
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
    view.destroy?.();
    view.node.remove();
    views.delete(root);
  };
}
