/**
 * What a map needs and a choice does not change: places, words, palette. It is sent apart, once,
 * and each map names the one that it goes with.
 */
const KEPT = 8; // levels, languages and kinds of indicators of one visit
const known = new Map(); // name -> what is fixed
const waiting = new Map(); // name -> functions to call once it is there

/** Part of the component that shows nothing and remembers. */
export function createFixed() {
  const node = document.createElement("span");
  node.hidden = true;
  return {
    node,
    update({ name, ...fixed }) {
      known.delete(name);
      known.set(name, fixed);
      if (known.size > KEPT) known.delete(known.keys().next().value);
      for (const call of waiting.get(name) ?? []) call();
      waiting.delete(name);
    },
    destroy() {},
  };
}

/** Call back with the data of a map and what is fixed for it: at once, or when that has come. */
export function whole(data, call) {
  const complete = () => call({ ...known.get(data.fixed), ...data });
  if (known.has(data.fixed)) complete();
  else waiting.set(data.fixed, [...(waiting.get(data.fixed) ?? []), complete]);
}
