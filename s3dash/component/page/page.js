/**
 * Entry of the page's own parts: `top` names page and language, `address` keeps the browser's
 * address in step with the view, `regions` shows and changes the selected regions, `keys` moves
 * through a presentation. Links and files of all pages are looked after here too, and
 * how long a page is in the making.
 *
 * Streamlit calls the default export once per mount and again whenever the data change. What that
 * returns runs when the component leaves the page, but also where newer data came meanwhile.
 */
import { createAddress } from "./address.js";
import { handOverFiles } from "./files.js";
import { followLinks } from "./links.js";
import { createKeys } from "./present.js";
import { createRegions } from "./regions.js";
import { createTop } from "./top.js";
import { watchWaiting } from "./waiting.js";

const PARTS = { top: createTop, address: createAddress, keys: createKeys, regions: createRegions };
const views = new WeakMap();

followLinks();
handOverFiles();
watchWaiting();

export default function render({ parentElement: root, data, setTriggerValue }) {
  let view = views.get(root);
  if (!view) {
    view = PARTS[data.part]();
    views.set(root, view);
    root.append(view.node);
  }
  view.update(data, (payload) => setTriggerValue("chosen", payload));
  return () => {
    if (root.isConnected) return; // newer data came while these were on their way
    view.destroy?.();
    view.node.remove();
    views.delete(root);
  };
}
