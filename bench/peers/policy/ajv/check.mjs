// Checks the records of a content directory against JSON Schemas with ajv: node check.mjs SCHEMAS CONTENT
//
// Files are read with js-yaml, the fastest reader. It gives no positions, so the files that are wrong are read once more with yaml, which does.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { load } from "js-yaml";
import { LineCounter, parseDocument } from "yaml";

const [schemas, content] = process.argv.slice(2);
const ajv = new Ajv2020({ allErrors: true, strict: false, unicodeRegExp: true });
let wrong = 0;

function report(file, line, message) {
  wrong++;
  console.log(`${file}:${line}: ${message}`);
}

// lineOf finds the line of the value that a JSON pointer leads to.
function lineOf(text, pointer) {
  const lines = new LineCounter();
  const path = pointer.split("/").slice(1).map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"));
  const node = parseDocument(text, { lineCounter: lines }).getIn(path, true);
  return node?.range ? lines.linePos(node.range[0]).line : 1;
}

for (const collection of readdirSync(content)) {
  const validate = ajv.compile(JSON.parse(readFileSync(join(schemas, `${collection}.json`), "utf8")));
  for (const name of readdirSync(join(content, collection))) {
    const file = join(content, collection, name);
    const text = readFileSync(file, "utf8");
    let record;
    try {
      record = load(text);
    } catch (e) {
      report(file, (e.mark?.line ?? 0) + 1, e.reason ?? e.message);
      continue;
    }
    if (!validate(record)) {
      for (const e of validate.errors) {
        const at = e.keyword === "additionalProperties" ? `${e.instancePath}/${e.params.additionalProperty}` : e.instancePath;
        report(file, lineOf(text, at), `${e.instancePath} ${e.message}`);
      }
    }
  }
}
process.exit(wrong > 0 ? 1 : 0);
