import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { instant, oneOf } from "./columns.ts";

/** Spec 6.1. The name is an SQL keyword: always quoted (decision 2). */
export const references = sqliteTable(
  "references",
  {
    id: text().primaryKey(),
    citation_number: integer().notNull(),
    author_surname: text().notNull(),
    full_citation: text().notNull(),
    short_citation: text().notNull(),
    category: text(),
    metadata: text(),
    created_at: instant(),
  },
  (t) => [
    uniqueIndex("idx_references_citation_number").on(t.citation_number),
    index("idx_references_author_surname").on(t.author_surname),
  ],
);

export const usageTypes = ["direct_quote", "framework", "concept", "adaptation", "inspiration"] as const;

/** Spec 6.2; the spec's five usage types are checked, for they decide what is shown (decision 39). */
export const content_sources = sqliteTable(
  "content_sources",
  {
    id: text().primaryKey(),
    /** Versioned here, as in the export: "1.1.1.v1" (decision 16). */
    exercise_id: text().notNull(),
    reference_id: text()
      .notNull()
      .references(() => references.id),
    usage_type: text({ enum: usageTypes }).notNull(),
    notes: text(),
  },
  (t) => [
    index("idx_content_sources_exercise").on(t.exercise_id),
    index("idx_content_sources_reference").on(t.reference_id),
    oneOf(t.usage_type, usageTypes),
  ],
);
