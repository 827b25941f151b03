import { env } from "cloudflare:workers";
import { getTableConfig } from "drizzle-orm/sqlite-core";
import { beforeAll, expect, test } from "vitest";
import { allTables, insert, learnersRows, seedContent, type Row } from "./sample-rows.ts";

const db = env.DB;

/** Inclusive ranges, as the spec prints them. */
const ranges: Record<string, readonly [number, number]> = {
  "user_profile.life_dashboard_work": [1, 10],
  "user_profile.life_dashboard_play": [1, 10],
  "user_profile.life_dashboard_love": [1, 10],
  "user_profile.life_dashboard_health": [1, 10],
  "user_skills.mastery": [1, 5],
  "user_career_options.rank": [1, 3],
  "user_milestones.quarter": [1, 4],
  "user_flow_logs.energy": [-2, 2],
  "user_flow_logs.focus": [1, 5],
  "user_competency_scores.score": [1, 5],
  "competency_levels.level": [1, 5],
};

/** Enumerations, as the spec and the decisions print them. */
const enumerations: Record<string, readonly string[]> = {
  "auth.type": ["password", "recovery", "sealed"],
  "auth_tokens.kind": ["confirm", "reset", "handover"],
  "sessions.kind": ["anon", "auth"],
  "user_settings.background_color": ["cream", "ivory", "sage", "charcoal", "black"],
  "user_settings.text_color": ["charcoal", "black", "brown", "cream", "ivory"],
  "user_settings.font": ["sans", "serif", "system", "mono", "readable"],
  "user_settings.enter_sends": ["auto", "always", "never"],
  "user_skills.category": ["transferable", "self_management", "knowledge"],
  "user_stories.story_type": ["challenge", "reframe", "other"],
  "user_experiences.experience_type": ["job", "education", "project", "other"],
  "user_milestones.category": ["work", "education", "personal", "skill"],
  "stem.block_type": ["content", "prompt", "tool"],
  "content_blocks.content_type": ["heading", "instruction", "note", "quote", "transition", "celebration"],
  "prompts.input_type": ["textarea", "slider", "checkbox", "select"],
  "tools.reminder_frequency": ["daily", "weekly", "monthly"],
  "connections.connection_type": ["forward", "backward", "internal", "resource", "framework"],
  "connections.reveal": ["shown", "on_request", "count"],
  "live_sessions.mode": ["self", "guided"],
  "live_participants.stage": ["waiting", "in", "left", "removed", "ended"],
  "outline.level": ["part", "module", "exercise", "activity"],
  "competencies.category": ["delivery", "interpersonal", "strategic"],
  "skills.category": ["transferable", "self_management", "knowledge"],
  "skills.review_status": ["pending", "approved", "rejected"],
  "content_sources.usage_type": ["direct_quote", "framework", "concept", "adaptation", "inspiration"],
};

const flags = [
  "users.is_anonymous",
  "users.workbook_complete",
  "emails.is_active",
  "live_answers.skipped",
  "live_sessions.waiting_room",
  "user_settings.reminders",
  "content_blocks.is_active",
  "prompts.is_active",
  "tools.has_reminder",
  "tools.is_active",
  "stem.required",
  "stem.private",
  "content_releases.active",
  "skills.is_custom",
  "user_responses.only_me",
  "user_responses.erased",
  "user_checklists.checked",
  "user_practice_log.done",
];

interface Case {
  readonly check: string;
  readonly table: string;
  readonly refused: readonly Row[];
  readonly accepted: readonly Row[];
}

const split = (name: string) => {
  const [table = "", column = ""] = name.split(".");
  return { table, column };
};

const cases: readonly Case[] = [
  ...Object.entries(ranges).map(([name, [low, high]]) => {
    const { table, column } = split(name);
    return {
      check: `${table}_${column}_range`,
      table,
      refused: [{ [column]: low - 1 }, { [column]: high + 1 }],
      accepted: [{ [column]: low }, { [column]: high }],
    };
  }),
  ...Object.entries(enumerations).map(([name, values]) => {
    const { table, column } = split(name);
    const locator = (value: string): Row =>
      name === "auth.type" ? { locator: value === "recovery" ? "ABCD1234" : null } : {};
    return {
      check: `${table}_${column}_known`,
      table,
      refused: [{ [column]: "nonsense" }, { [column]: "" }],
      accepted: values.map((value) => ({ [column]: value, ...locator(value) })),
    };
  }),
  ...flags.map((name) => {
    const { table, column } = split(name);
    return {
      check: `${table}_${column}_flag`,
      table,
      refused: [{ [column]: 2 }, { [column]: -1 }, { [column]: "true" }],
      accepted: [{ [column]: 1 }, { [column]: 0 }],
    };
  }),
  {
    check: "auth_locator_on_recovery",
    table: "auth",
    refused: [
      { type: "password", locator: "ABCD1234" },
      { type: "recovery", locator: null },
    ],
    accepted: [{ type: "recovery", locator: "ABCD1234" }],
  },
  {
    check: "emails_email_folded",
    table: "emails",
    refused: [{ email: "Ana@example.org" }, { email: " ana@example.org" }],
    accepted: [{ email: "ana@example.org" }],
  },
  {
    check: "user_responses_prompt_or_tool",
    table: "user_responses",
    refused: [
      { prompt_id: 1, tool_id: 1 },
      { prompt_id: null, tool_id: null },
    ],
    accepted: [
      { prompt_id: null, tool_id: 1 },
      { prompt_id: 1, tool_id: null },
    ],
  },
  {
    check: "user_responses_skipped_flag",
    table: "user_responses",
    refused: [{ skipped: 2, erased: 1, response_text: null }],
    accepted: [{ skipped: 0, erased: 0, response_text: "said" }],
  },
  {
    check: "user_responses_skip_has_no_value",
    table: "user_responses",
    refused: [{ skipped: 1, response_text: "said" }],
    accepted: [{ skipped: 1, response_text: null }],
  },
  {
    check: "user_responses_value_or_reason",
    table: "user_responses",
    refused: [{ skipped: 0, erased: 0, response_text: null }],
    accepted: [
      { skipped: 0, erased: 1, response_text: null },
      // A tool's answer that lost its sealed fields and kept the others (decision 34).
      { skipped: 0, erased: 1, response_text: "{}" },
    ],
  },
  {
    check: "user_tool_instances_value_or_deleted",
    table: "user_tool_instances",
    refused: [{ value: null, deleted_at: null }],
    accepted: [{ value: null, deleted_at: "2026-11-22T00:00:00Z" }],
  },
  {
    check: "user_revisions_answer_or_instance",
    table: "user_revisions",
    refused: [
      { stem_id: null, instance_id: null },
      { stem_id: 1, instance_id: "id ana" },
    ],
    accepted: [{ stem_id: null, instance_id: "id ana" }],
  },
  {
    check: "user_practice_log_day_format",
    table: "user_practice_log",
    refused: [{ day: "today" }, { day: "2026-11-22T10:00:00Z" }],
    accepted: [{ day: "2026-01-31" }],
  },
  {
    check: "user_ops_range",
    table: "user_ops",
    refused: [{ n: 0 }, { first_seq: 0 }, { first_seq: 5, last_seq: 3 }],
    accepted: [{ first_seq: 5, last_seq: 4 }],
  },
];

/** One row in every table: each case tries to change it. */
beforeAll(async () => {
  await seedContent(db);
  await db.batch(learnersRows("ana").map(({ table, row }) => insert(db, table, row)));
});

const change = (table: string, row: Row) =>
  db
    .prepare(
      `UPDATE "${table}" SET ${Object.keys(row)
        .map((column) => `"${column}" = ?`)
        .join(", ")}`,
    )
    .bind(...Object.values(row))
    .run();

test("every CHECK of the schema has a case", () => {
  const checks = allTables.flatMap((one) => getTableConfig(one).checks.map((check) => check.name));
  expect(cases.map((one) => one.check).sort()).toEqual(checks.sort());
});

test.each(cases)("$check", async ({ check, table, refused, accepted }) => {
  for (const row of refused) {
    await expect(change(table, row), JSON.stringify(row)).rejects.toThrow(
      `CHECK constraint failed: ${check}`,
    );
  }
  for (const row of accepted) expect((await change(table, row)).meta.changes, JSON.stringify(row)).toBe(1);
});
