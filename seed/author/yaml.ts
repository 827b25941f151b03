import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document } from "yaml";
import type { Passage } from "./sections.ts";
import type { Problems } from "./problem.ts";

export type Path = readonly PropertyKey[];

/** YAML that remembers its lines. */
export interface Yaml {
  readonly value: unknown;
  /** The line of the file in which the setting at `path` stands, or of the nearest one around it. */
  lineOf(path: Path): number;
}

/** Where in the text the nearest existing setting along `path` begins. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined || !isNode(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (!isNode(item)) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return offset;
}

/** Reads YAML of a file; what is wrong with it is reported in the file's own lines, and its value is then null. */
export function readYaml(file: string, passage: Passage, problems: Problems): Yaml {
  const lines = new LineCounter();
  const document = parseDocument(passage.text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => passage.line + Math.max(lines.linePos(offset).line, 1) - 1;
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    problems.add(
      { file, line: lineAt(pos[0]) },
      `this is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
    );
  }
  return {
    value: document.errors.length > 0 ? null : document.toJS(),
    lineOf: (path) => lineAt(offsetOf(document, path)),
  };
}
