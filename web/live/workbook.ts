import * as z from "zod/mini";
import { stemBlock, type StemBlock } from "../../shared/content/block.ts";
import { outlineEntry, type OutlineEntry } from "../../shared/content/release.ts";
import { useEffect, useState } from "react";
import { call } from "../pages/request.ts";

/** The public words of some modules, for whoever reads beside a learner. */
export interface Workbook {
  readonly outline: readonly OutlineEntry[];
  /** In the order of the workbook. */
  readonly blocks: readonly StemBlock[];
  readonly byKey: ReadonlyMap<string, StemBlock>;
}

const index = z.object({ outline: z.array(outlineEntry) });
const moduleAnswer = z.object({ blocks: z.array(stemBlock) });

async function fetched(version: number, modules: readonly string[]): Promise<Workbook | null> {
  const [head, ...parts] = await Promise.all([
    call("GET", `/api/content/${version}/index`, index),
    ...modules.map((id) => call("GET", `/api/content/${version}/${id}`, moduleAnswer)),
  ]);
  if (!head.ok || parts.some((one) => !one.ok)) return null;
  const blocks = parts
    .flatMap((one) => (one.ok ? one.body.blocks : []))
    .toSorted((a, b) => a.sequence - b.sequence);
  return { outline: head.body.outline, blocks, byKey: new Map(blocks.map((block) => [block.id, block])) };
}

/**
 * @param version of the content; null while it is not known
 * @returns null until it is here, and while it cannot be had
 */
export function useWorkbook(version: number | null, modules: readonly string[]): Workbook | null {
  const [workbook, setWorkbook] = useState<Workbook | null>(null);
  const wanted = modules.join(" ");
  useEffect(() => {
    if (version === null) return;
    let gone = false;
    const load = async () => {
      const found = await fetched(version, wanted.split(" "));
      if (!gone && found !== null) setWorkbook(found);
    };
    void load();
    return () => {
      gone = true;
    };
  }, [version, wanted]);
  return workbook;
}

export const titleOf = (outline: readonly OutlineEntry[] | undefined, id: string): string =>
  outline?.find((entry) => entry.id === id)?.title ?? "";

/** "1.3 Energy": a module or exercise as it is told apart and called. */
export const named = (outline: readonly OutlineEntry[] | undefined, id: string): string =>
  `${id} ${titleOf(outline, id)}`.trim();
