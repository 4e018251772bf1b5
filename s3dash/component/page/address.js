/**
 * Writes the complete view into the address without a new entry in the history, so that a copied
 * link keeps its meaning and Back leads to the view before.
 */
const FOREIGN = ["embed", "embed_options"];

function complete(query) {
  const old = new URLSearchParams(window.location.search);
  const kept = FOREIGN.flatMap((key) => old.getAll(key).map((value) => [key, value]));
  const extra = new URLSearchParams(kept).toString();
  return extra ? `${query}&${extra}` : query;
}

export function createAddress() {
  const node = document.createElement("span");
  node.hidden = true;
  return {
    node,
    update({ query }) {
      const search = `?${complete(query)}`;
      if (window.location.search !== search) {
        window.history.replaceState(window.history.state, "", window.location.pathname + search);
      }
      node.dataset.query = query;
    },
  };
}
