import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { owner, provenance } from "./owned.ts";

/* Tier 1 (spec section 3), continued: companies, people and openings. */

/** Spec 3.11. */
export const user_companies = sqliteTable(
  "user_companies",
  {
    id: text().primaryKey(),
    user_id: owner(),
    name: text().notNull(),
    status: text(),
    research_notes: text(),
    url: text(),
    ...provenance(),
  },
  (t) => [
    index("idx_user_companies_user").on(t.user_id),
    index("idx_user_companies_status").on(t.user_id, t.status),
  ],
);

/** Spec 3.12; `name`, `title`, `notes`, `linkedin_url` are sealed, so `name` is nullable (decision 6). */
export const user_contacts = sqliteTable(
  "user_contacts",
  {
    id: text().primaryKey(),
    user_id: owner(),
    company_id: text().references(() => user_companies.id, { onDelete: "set null" }),
    name: text(),
    title: text(),
    relationship_status: text(),
    notes: text(),
    linkedin_url: text(),
    ...provenance(),
  },
  (t) => [index("idx_user_contacts_user").on(t.user_id), index("idx_user_contacts_company").on(t.company_id)],
);

/** Spec 3.13; `notes` is sealed. */
export const user_jobs = sqliteTable(
  "user_jobs",
  {
    id: text().primaryKey(),
    user_id: owner(),
    company_id: text().references(() => user_companies.id, { onDelete: "set null" }),
    title: text().notNull(),
    posting_url: text(),
    application_status: text(),
    notes: text(),
    ...provenance(),
  },
  (t) => [
    index("idx_user_jobs_user").on(t.user_id),
    index("idx_user_jobs_company").on(t.company_id),
    index("idx_user_jobs_status").on(t.user_id, t.application_status),
  ],
);
