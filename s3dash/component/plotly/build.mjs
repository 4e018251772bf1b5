/** Builds plotly.min.js from traces.cjs, and licences.txt with the licences of all that is in it. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const about = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
const plotly = about("plotly.js");

const { metafile } = await build({
  entryPoints: ["traces.cjs"],
  outfile: "plotly.min.js",
  bundle: true,
  minify: true,
  metafile: true,
  format: "iife",
  globalName: "Plotly",
  target: "es2018",
  define: { global: "window", "define.amd": "false" },
  loader: { ".css": "empty" }, // of the maps, which are not in it
  legalComments: "none", // licences.txt has them
  banner: { js: `/* plotly.js v${plotly.version}, MIT licence, © Plotly, Inc.; see licences.txt */` },
});

const [{ inputs }] = Object.values(metafile.outputs);
const inside = Object.entries(inputs)
  .filter(([path, { bytesInOutput }]) => bytesInOutput && /^node_modules.*\.[cm]?js$/.test(path))
  .map(([path]) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)[1]);

function licence(name) {
  const { version, license } = about(name);
  const file = readdirSync(`node_modules/${name}`).find((one) => /^licen[sc]e/i.test(one));
  const text = file ? readFileSync(`node_modules/${name}/${file}`, "utf8").trim() : "";
  return `${name} ${version}, ${license}\n\n${text}`.trim();
}

const parts = [...new Set(inside)].sort().map(licence);
writeFileSync("licences.txt", `${parts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
