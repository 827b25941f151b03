import type { StemBlock } from "../../shared/content/block.ts";
import { exerciseIdOf } from "../../shared/content/where.ts";
import type { Release } from "../../shared/content/release.ts";
import { json } from "./sql.ts";

/** At most this many sources in all recalls of one block. */
const idsPerBlock = 1000;

const where = (block: StemBlock): string =>
  `${block.id} (${exerciseIdOf(block)}, activity ${block.activity})`;

/** Retired placements keep their recalls (decision 28). */
const consumers = (release: Release): StemBlock[] => [...release.stem, ...release.retired];

/**
 * The rows of spec 4.5, one for each source of a recall, at its consumer: `internal` within an exercise,
 * otherwise `backward`. A row's id is the consumer's and its place among that block's, so it needs no lock.
 */
export function connectionRows(release: Release, at: string) {
  const blocks = new Map(consumers(release).map((block) => [block.id, block]));
  return consumers(release).flatMap((target) => {
    const sources = (target.connections ?? []).flatMap((connection) =>
      connection.from.map((key) => ({ connection, key })),
    );
    if (sources.length >= idsPerBlock)
      throw new Error(`${target.id} has ${sources.length} sources; ids are for ${idsPerBlock}`);
    return sources.flatMap(({ connection, key }, position) => {
      const source = blocks.get(key);
      if (source === undefined) return [];
      const { dataObject, transform, reveal, label, use, outside, as, empty } = connection;
      return [
        {
          stemId: target.stemId,
          position,
          row: {
            id: target.stemId * idsPerBlock + position,
            source_block_id: null,
            target_block_id: target.type === "content" ? target.contentId : null,
            source_stem_id: source.stemId,
            target_stem_id: target.stemId,
            source_location: where(source),
            target_location: where(target),
            connection_type:
              exerciseIdOf(source) === exerciseIdOf(target) ? ("internal" as const) : ("backward" as const),
            data_object: dataObject,
            source_tool_id: source.type === "tool" ? source.contentId : null,
            transform: json(transform),
            reveal,
            implementation_notes: json({ label, use, outside, as, empty }),
            updated_at: at,
          },
        },
      ];
    });
  });
}
