import type { StemBlock } from "../../shared/content/block.ts";
import { connections, stem, stem_connections } from "../../party/db/schema/index.ts";
import { connectionRows } from "./connection-rows.ts";
import { column, json, literal, notIn, tableName, upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** What the placement alone knows: a prompt's config stands in `prompts`, a tool's and a quote's only here. */
function configOf(block: StemBlock): string | null {
  const config = {
    ...(block.type === "prompt" || block.config === undefined ? {} : block.config),
    ...(block.type === "tool" ? { text: block.text } : {}),
    ...(block.save === undefined ? {} : { save: block.save }),
    ...(block.beat === undefined ? {} : { beat: block.beat }),
    ...(block.lang === undefined ? {} : { lang: block.lang }),
  };
  return Object.keys(config).length === 0 ? null : json(config);
}

/**
 * Spec 4.1, decisions 7 and 28. A placement that this release does not have is retired, never deleted: answers
 * refer to it. Sequences are unique among the living, so those that move make way first.
 */
export const loadStem: Load = ({ release, retired, at }) => {
  const links = connectionRows(release, at);
  const firstLink = new Map(links.toReversed().map(({ stemId, row }) => [stemId, row.id]));
  const row = (block: StemBlock, retired_in: number | null) => ({
    id: block.stemId,
    key: block.id,
    part: block.part,
    module: block.module,
    exercise: block.exercise,
    activity: block.activity,
    sequence: block.sequence,
    block_type: block.type,
    content_id: block.contentId,
    connection_id: firstLink.get(block.stemId) ?? null,
    required: Number(block.required),
    private: Number(block.private),
    retired_in,
    config: configOf(block),
    updated_at: at,
  });
  const retiredIn = new Map(retired.map((one) => [one.key, one.in]));
  const table = tableName(stem);
  const [id, sequence, gone] = [column(stem, "id"), column(stem, "sequence"), column(stem, "retired_in")];
  const places = literal(json(release.stem.map((block) => [block.stemId, block.sequence])));
  const living = release.stem.map((block) => block.stemId);
  return [
    `UPDATE ${table} SET ${gone} = ${release.version}, ${column(stem, "updated_at")} = ${literal(at)} WHERE ${gone} IS NULL AND ${notIn(id, living)};`,
    `UPDATE ${table} SET ${sequence} = -${id} WHERE ${gone} IS NULL AND (${id}, ${sequence}) NOT IN (SELECT "value"->>0, "value"->>1 FROM json_each(${places}));`,
    ...upsert(stem, [
      ...release.retired.map((block) => row(block, retiredIn.get(block.id) ?? release.version)),
      ...release.stem.map((block) => row(block, null)),
    ]),
    ...upsert(
      stem_connections,
      links.map(({ stemId, position, row: { id: connection_id } }) => ({
        stem_id: stemId,
        connection_id,
        position,
        updated_at: at,
      })),
    ),
    `UPDATE ${table} SET ${column(stem, "connection_id")} = NULL WHERE ${column(stem, "connection_id")} NOT IN (SELECT ${column(stem_connections, "connection_id")} FROM ${tableName(stem_connections)});`,
    `DELETE FROM ${tableName(connections)} WHERE ${column(connections, "id")} NOT IN (SELECT ${column(stem_connections, "connection_id")} FROM ${tableName(stem_connections)});`,
  ];
};
