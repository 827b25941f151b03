import type { LookedAt, Share, Sharing, Stage, Stay } from "../../shared/engine/state.ts";
import type { Facilitator } from "../../shared/protocol/room.ts";
import { nameOf } from "./own-ids.ts";
import { activeVersionSql } from "./stream.ts";
import type { StoredAssessment, StoredLearner } from "../workbook/store.ts";

type Cell = string | number | null;
type Stored = Record<string, Cell>;

const text = (value: Cell | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/** What the log is rebuilt from, statement by statement; ?1 is the learner. */
const statements = {
  users: `SELECT "workbook_complete" FROM "users" WHERE "id" = ?1`,
  settings: `SELECT * FROM "user_settings" WHERE "user_id" = ?1`,
  streams: `SELECT * FROM "user_streams" WHERE "user_id" = ?1`,
  ops: `SELECT * FROM "user_ops" WHERE "user_id" = ?1 ORDER BY "n"`,
  responses: `SELECT * FROM "user_responses" WHERE "user_id" = ?1`,
  modules: `SELECT * FROM "user_modules" WHERE "user_id" = ?1`,
  skills: `SELECT * FROM "skills" WHERE "created_by" = ?1`,
  instances: `SELECT * FROM "user_tool_instances" WHERE "user_id" = ?1 ORDER BY "created_at", "id"`,
  assessments: `SELECT * FROM "user_assessments" WHERE "user_id" = ?1 AND "stem_id" IS NULL ORDER BY "created_at", "id"`,
  scores: `SELECT "assessment_id", "competency_id", "score" FROM "user_competency_scores" WHERE "user_id" = ?1`,
  practices: `SELECT * FROM "user_practice_log" WHERE "user_id" = ?1`,
  notes: `SELECT * FROM "user_notes" WHERE "user_id" = ?1 ORDER BY "sent_at", "id"`,
  looks: `SELECT * FROM "user_looks" WHERE "user_id" = ?1 ORDER BY "since", "id"`,
  stays: `SELECT * FROM "live_participants" WHERE "user_id" = ?1 ORDER BY "since", "id"`,
  shares: `SELECT * FROM "live_shares" WHERE "user_id" = ?1 ORDER BY "since", "id"`,
  blocked: `SELECT * FROM "live_blocks" WHERE "user_id" = ?1`,
  revisions: `SELECT * FROM "user_revisions" WHERE "user_id" = ?1 ORDER BY "stem_id", "instance_id", "rev"`,
} as const;
type Part = keyof typeof statements;
const parts = Object.keys(statements) as Part[];

/** Everything of a learner that the log is rebuilt from, in one round trip. */
export async function loadLearner(d1: D1Database, userId: string): Promise<StoredLearner | null> {
  const results = await d1.batch<Stored>([
    ...parts.map((part) => d1.prepare(statements[part]).bind(userId)),
    d1.prepare(activeVersionSql),
  ]);
  const rows = new Map(parts.map((part, i) => [part, results[i]?.results ?? []]));
  const of = (part: Part): readonly Stored[] => rows.get(part) ?? [];
  const [user] = of("users");
  if (user === undefined) return null;
  const [stream] = of("streams");
  const { created_at: _created, user_id: _user, ...settings } = of("settings")[0] ?? {};
  const active = results.at(-1)?.results[0];
  return {
    settings,
    activeVersion: active === undefined ? null : Number(active["version"]),
    workbookComplete: user["workbook_complete"] === 1,
    stream:
      stream === undefined
        ? null
        : {
            epoch: String(stream["epoch"]),
            n: Number(stream["n"]),
            lastSeq: Number(stream["last_seq"]),
            frontier: text(stream["frontier"]),
            contentVersion: Number(stream["content_version"]),
          },
    ops: of("ops").map((row) => ({
      n: Number(row["n"]),
      opId: String(row["op_id"]),
      firstSeq: Number(row["first_seq"]),
      lastSeq: Number(row["last_seq"]),
      payloadHash: String(row["payload_hash"]),
      at: String(row["at"]),
      contentVersion: Number(stream?.["content_version"] ?? 0),
    })),
    responses: of("responses").map(responseOf),
    modules: of("modules").map((row) => ({
      moduleId: String(row["module_id"]),
      completedAt: text(row["first_completed_at"]),
    })),
    skills: of("skills").map((row) => ({
      id: String(row["id"]),
      name: String(row["name"]),
      category: text(row["category"]),
      status: text(row["review_status"]) ?? "pending",
    })),
    instances: of("instances").map((row) => ({
      id: nameOf(userId, String(row["id"])),
      toolId: Number(row["tool_id"]),
      value: text(row["value"]),
      rev: Number(row["rev"]),
      hashes: text(row["hashes"]),
      device: text(row["device"]),
      opN: Number(row["op_n"]),
      createdAt: String(row["created_at"]),
      updatedAt: String(row["updated_at"]),
    })),
    assessments: of("assessments").map((row) => assessmentOf(userId, row, of("scores"))),
    practices: of("practices").map((row) => ({
      practiceId: Number(row["practice_id"]),
      day: String(row["day"]),
      done: row["done"] === 1,
      note: text(row["note"]),
      createdAt: String(row["created_at"]),
      updatedAt: String(row["updated_at"]),
    })),
    notes: of("notes").map((row) => ({
      id: String(row["id"]),
      from: String(row["sender"]),
      text: String(row["text"]),
      blockId: text(row["block_key"]),
      at: String(row["sent_at"]),
      seen: row["seen_at"] !== null,
    })),
    looks: of("looks").map((row) => ({
      id: String(row["id"]),
      who: String(row["who"]),
      what: String(row["what"]) as LookedAt,
      modules: JSON.parse(String(row["modules"])) as string[],
      since: String(row["since"]),
      until: text(row["until"]),
    })),
    sharing: {
      stays: new Map(of("stays").map(stayOf)),
      shares: new Map(of("shares").map(shareOf)),
      blocked: new Map(of("blocked").map((row) => [String(row["blocked_id"]), String(row["at"])])),
    } satisfies Sharing,
    revisions: of("revisions").map((row) => ({
      stemId: row["stem_id"] === null ? null : Number(row["stem_id"]),
      instanceId: row["instance_id"] === null ? null : nameOf(userId, String(row["instance_id"])),
      rev: Number(row["rev"]),
      value: text(row["value"]),
      device: text(row["device"]),
      at: String(row["at"]),
    })),
  };
}

const responseOf = (row: Stored): StoredLearner["responses"][number] => ({
  stemId: Number(row["stem_id"]),
  text: text(row["response_text"]),
  opN: Number(row["op_n"]),
  rev: Number(row["rev"]),
  skipped: row["skipped"] === 1,
  onlyMe: row["only_me"] === 1,
  erased: row["erased"] === 1,
  rowId: text(row["row_id"]),
  hashes: text(row["hashes"]),
  device: text(row["device"]),
  contentVersion: row["content_version"] === null ? null : Number(row["content_version"]),
  respondedAt: String(row["responded_at"]),
  createdAt: String(row["created_at"]),
});

const list = <T>(value: Cell | undefined): T[] => JSON.parse(String(value)) as T[];

const stayOf = (row: Stored): [string, Stay] => [
  String(row["id"]),
  {
    liveId: String(row["live_id"]),
    alias: String(row["alias"]),
    title: String(row["title"]),
    modules: list<string>(row["modules"]),
    facilitators: list<Facilitator>(row["facilitators"]),
    consentId: String(row["consent_id"]),
    sinceSeq: Number(row["since_seq"]),
    since: String(row["since"]),
    stage: String(row["stage"]) as Stage,
    leftAt: text(row["left_at"]),
    keepUntil: text(row["keep_until"]),
  },
];

const shareOf = (row: Stored): [string, Share] => [
  String(row["id"]),
  {
    tokenKey: String(row["token_key"]),
    modules: list<string>(row["modules"]),
    until: String(row["until"]),
    consentId: String(row["consent_id"]),
    sinceSeq: Number(row["since_seq"]),
    since: String(row["since"]),
    coach: row["name"] === null ? null : { name: String(row["name"]), domain: String(row["domain"]) },
    endedAt: text(row["ended_at"]),
  },
];

const assessmentOf = (userId: string, row: Stored, scores: readonly Stored[]): StoredAssessment => ({
  id: nameOf(userId, String(row["id"])),
  rev: Number(row["rev"]),
  scores: Object.fromEntries(
    scores
      .filter((score) => score["assessment_id"] === row["id"])
      .map((score) => [String(score["competency_id"]), Number(score["score"])]),
  ),
  createdAt: String(row["created_at"]),
  updatedAt: String(row["updated_at"]),
});
