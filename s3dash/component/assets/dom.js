/** Small helpers to build elements. Text always goes in as text, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** An HTML element; a function among the attributes is a listener for the event of that name. */
export const html = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

/** The same for an SVG element. */
export const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

/** Put `{name}` values into a sentence; unknown names stay visible. */
export const phrase = (template, values) =>
  template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** Words for a number of things, in the plural form that the page's language has for it. */
export const counted = ({ words, locale }, name, count) => {
  const forms = words[name];
  return phrase(forms[new Intl.PluralRules(locale).select(count)] ?? forms.other, { count });
};

/** Whether the reader's system asks for less motion. */
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
