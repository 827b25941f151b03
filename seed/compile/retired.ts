import * as z from "zod/mini";
import type { StemBlock } from "../../shared/content/block.ts";
import type { Release } from "../../shared/content/release.ts";
import { fitted } from "../author/issues.ts";
import type { Problems } from "../author/problem.ts";
import { readYaml } from "../author/yaml.ts";

export const retiredFile = "seed/retired.yaml";

const retiredKeys = z.array(
  z.strictObject({
    key: z.string(),
    /** The first release without it. */
    in: z.int().check(z.positive()),
    why: z.string().check(z.minLength(1)),
  }),
);
export type Retired = z.infer<typeof retiredKeys>[number];

export function readRetired(text: string, problems: Problems): Retired[] {
  const yaml = readYaml(retiredFile, { text, line: 1 }, problems);
  const rows =
    fitted(retiredKeys, yaml.value ?? [], { file: retiredFile, lineOf: yaml.lineOf }, problems) ?? [];
  const seen = new Set<string>();
  for (const [i, { key }] of rows.entries()) {
    if (seen.has(key)) problems.add({ file: retiredFile, line: yaml.lineOf([i]) }, `${key} is retired twice`);
    seen.add(key);
  }
  return rows;
}

/**
 * The retired blocks as the earlier release had them: their answers stay (decision 28). One that never stood in
 * an earlier release has no answers and leaves nothing.
 */
export function retiredBlocks(retired: readonly Retired[], previous: Release | null): StemBlock[] {
  const known = new Map(
    [...(previous?.stem ?? []), ...(previous?.retired ?? [])].map((block) => [block.id, block]),
  );
  return retired.flatMap(({ key }) => known.get(key) ?? []).toSorted((a, b) => a.stemId - b.stemId);
}
