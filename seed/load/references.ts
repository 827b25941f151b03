import { references } from "../../party/db/schema/index.ts";
import { uuid5 } from "../../shared/ids/uuid5.ts";
import { numberWorks } from "../compile/citations.ts";
import { column, json, tableName, upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

export const referenceId = (slug: string): string => uuid5("reference", slug);

/**
 * Spec 6.1. Numbers are unique and may have moved, so those there are make way first (`rowid` is as unique).
 * A work that the list no longer has keeps its row, below zero: an older release may cite it.
 */
export const loadReferences: Load = ({ workbook, at }) => {
  const numbers = numberWorks(workbook);
  const rows = workbook.reference.works.map(
    ({ slug, author_surname, full, short, category, concepts, application, note }) => ({
      id: referenceId(slug),
      citation_number: numbers.get(slug) ?? 0,
      author_surname,
      full_citation: full,
      short_citation: short,
      category,
      metadata: json({
        slug,
        key_concepts: concepts,
        application,
        referenced_in: workbook.exercises
          .filter((one) => one.sources.some((source) => source.slug === slug))
          .map((one) => one.id),
        ...(note === undefined ? {} : { notes: note }),
      }),
      created_at: at,
    }),
  );
  const number = column(references, "citation_number");
  const wanted = json(rows.map(({ id, citation_number }) => [id, citation_number])).replaceAll("'", "''");
  return [
    `UPDATE ${tableName(references)} SET ${number} = -rowid WHERE (${column(references, "id")}, ${number}) NOT IN (SELECT "value"->>0, "value"->>1 FROM json_each('${wanted}'));`,
    ...upsert(references, rows, { keep: ["created_at"] }),
  ];
};
