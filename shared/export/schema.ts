import * as z from "zod/mini";
import { kdf } from "../crypto/kdf.ts";

/**
 * The export, version 1.1 (spec section 9, decision 31). Strings, times and lists are checked here; whether a value
 * answers its question is checked when it is read back. A reader passes over fields it does not know.
 */
const time = z.iso.datetime({ offset: true });
const text = z.string().check(z.maxLength(2_000));
const mostRevisions = 1_000_000_000;
const hashes = z.optional(z.nullable(z.record(z.string(), z.string().check(z.maxLength(100)))));

/** One answer: an element of `response_json`, by the placement's permanent key. */
export const response = z.object({
  /** As it is in the ledger; sealed fields as envelopes. */
  value: z.unknown(),
  skipped: z.boolean(),
  only_me: z.boolean(),
  rev: z.int().check(z.nonnegative(), z.maximum(mostRevisions)),
  responded_at: time,
  created_at: z.optional(time),
  erased: z.optional(z.boolean()),
  hashes,
  /** The row of an earlier answer that it belongs to for good (decision 5). */
  row: z.optional(text),
});
export type ExportedResponse = z.infer<typeof response>;

const exercise = z.object({
  /** By key, where this version wrote it; anything in files of other hands. */
  response_json: z.record(z.string(), z.unknown()),
  responded_at: z.optional(time),
  skills: z.optional(z.array(text)),
});

const module = z.object({
  first_completed_at: z.optional(z.nullable(time)),
  last_modified_at: time,
  /** By exercise and version: "1.1.1.v1". */
  exercises: z.record(z.string(), exercise),
});

const toolInstance = z.object({
  id: text,
  /** A tool's name; of an assessment, `competency_assessment`. */
  tool_type: text,
  /** "2.3.1.v1" of what the thread holds, which `modules` has; null outside it. */
  origin: z.optional(z.nullable(text)),
  /** Null while it is deleted. */
  content_json: z.unknown(),
  content_hash: z.optional(z.nullable(text)),
  hashes,
  rev: z.optional(z.int().check(z.positive(), z.maximum(mostRevisions))),
  skills: z.optional(z.array(text)),
  created_at: time,
  updated_at: time,
});
export type ExportedInstance = z.infer<typeof toolInstance>;

const assessment = z.object({
  id: text,
  /** Null: made outside the thread. */
  origin: z.nullable(text),
  completed_at: z.nullable(time),
  rev: z.optional(z.int().check(z.positive(), z.maximum(mostRevisions))),
  /** Levels 1 to 5, by competency. */
  scores: z.record(z.string(), z.int().check(z.minimum(1), z.maximum(5))),
  created_at: time,
  updated_at: time,
});

const settings = z.object({
  background_color: text,
  text_color: text,
  font: text,
  personality_type: z.optional(z.nullable(text)),
  locale: z.optional(text),
  enter_sends: z.optional(text),
  reminders: z.optional(z.boolean()),
  time_zone: z.optional(z.nullable(text)),
  updated_at: z.optional(time),
});

const list = <T extends z.core.SomeType>(item: T, most: number) =>
  z.optional(z.array(item).check(z.maxLength(most)));

export const exportFile = z.object({
  version: z.literal("1.1"),
  exported_at: time,
  content_version: z.optional(z.int()),
  settings: z.optional(settings),
  /** The latest complete assessment. */
  competency_scores: list(
    z.object({ competency_id: text, score: z.int().check(z.minimum(1), z.maximum(5)), assessed_at: time }),
    200,
  ),
  assessments: list(assessment, 200),
  modules: z.optional(z.record(z.string(), module)),
  tool_instances: list(toolInstance, 5_000),
  custom_skills: list(
    z.object({
      id: text,
      name: text,
      category: z.optional(z.nullable(text)),
      status: z.optional(text),
    }),
    2_000,
  ),
  practice_log: list(
    z.object({
      practice: text,
      day: z.iso.date(),
      done: z.boolean(),
      note: z.optional(z.unknown()),
      created_at: time,
      updated_at: time,
    }),
    20_000,
  ),
  notes: list(
    z.object({
      id: z.uuid(),
      from: text,
      text: z.string().check(z.maxLength(2_000)),
      block_key: z.nullable(text),
      sent_at: time,
      seen: z.boolean(),
    }),
    2_000,
  ),
  /** Earlier values, of a placement's key or an instance's id. */
  revisions: list(
    z.object({
      of: text,
      rev: z.int().check(z.positive(), z.maximum(mostRevisions)),
      value: z.unknown(),
      at: time,
    }),
    50_000,
  ),
  /** Answers to questions that are no longer in the workbook, by key. */
  retired: z.optional(z.record(z.string(), response)),
  /**
   * What opens the sealed fields: whose they are, and the data key as the password wraps it. Null without a
   * password. Who holds the file can guess at the password, at the price of its derivation.
   */
  encryption: z.optional(
    z.nullable(
      z.object({ user_id: text, kdf: z.nullable(kdf), salt: z.nullable(text), wrapped: z.nullable(text) }),
    ),
  ),
});
export type ExportFile = z.infer<typeof exportFile>;
