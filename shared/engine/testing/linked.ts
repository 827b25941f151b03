import type { StemBlock } from "../../content/block.ts";
import type { RowRef } from "../../tools/definition.ts";
import { linksOf } from "../../tools/links.ts";
import { accept, type Operation } from "../accept.ts";
import { placedTool } from "../placed.ts";
import type { LearnerState } from "../state.ts";
import type { Stem } from "../stem.ts";

/** The operation without links to rows that the learner does not have, for a card offers no others. */
export function linked<O extends Operation>(stem: Stem, state: LearnerState, op: O): O {
  const context = { at: "", n: 0, device: null, contentVersion: stem.version, today: "2026-01-01" };
  let next = op;
  for (;;) {
    const decision = accept(stem, state, next, context);
    const path = decision.ok || decision.nack.code !== "not_found" ? undefined : decision.nack.path;
    if (path?.startsWith("value.") !== true || !("value" in next)) return next;
    next = { ...next, value: unlinked(next.value, path.split(".").slice(1)) };
  }
}

/** A value for this block without links to rows that are not there. */
export function pointing(
  block: Pick<StemBlock, "tool" | "config" | "private">,
  value: unknown,
  isThere: (row: RowRef) => boolean,
): unknown {
  const placed = placedTool(block);
  if (placed === undefined) return value;
  let next = value;
  for (;;) {
    const link = linksOf(placed.tool.name, next, placed.config).find((one) => !isThere(one));
    if (link === undefined) return next;
    next = unlinked(next, link.path.split(".").slice(1));
  }
}

function unlinked(value: unknown, [name = "", ...rest]: readonly string[]): unknown {
  const [inner, ...deeper] = rest;
  // A row that completes another is gone with it, a link in a list with its id.
  const leaves = inner === undefined || (inner === "id" && deeper.length === 0);
  if (Array.isArray(value)) {
    return leaves
      ? value.toSpliced(Number(name), 1)
      : value.map((one, i) => (i === Number(name) ? unlinked(one, rest) : (one as unknown)));
  }
  const object = value as Record<string, unknown>;
  if (!leaves) return { ...object, [name]: unlinked(object[name], rest) };
  return { ...object, [name]: name === "experienceId" ? null : "" };
}
