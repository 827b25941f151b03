/** The release that new learners begin with, and that the others follow (decision 28). */
export const activeVersionSql = `SELECT "version" FROM "content_releases" WHERE "active" = 1`;

/**
 * The operations of a batch (decision 4). ?1 is a JSON array of `{n, op_id, first_seq, last_seq, payload_hash,
 * at}`, ?2 the learner. An operation that D1 has, identical in every column, is passed over; anything else at a
 * known `n` or `op_id` breaks a key and rolls the whole batch back: a second writer is fenced off.
 */
export const appendOpsSql = [
  `INSERT INTO "user_ops" ("user_id", "n", "op_id", "first_seq", "last_seq", "payload_hash", "at")`,
  `SELECT ?2, "r"."value"->>'$.n', "r"."value"->>'$.op_id', "r"."value"->>'$.first_seq',`,
  `"r"."value"->>'$.last_seq', "r"."value"->>'$.payload_hash', "r"."value"->>'$.at'`,
  `FROM json_each(?1) AS "r" WHERE NOT EXISTS (SELECT 1 FROM "user_ops" AS "o" WHERE "o"."user_id" = ?2`,
  `AND "o"."n" = "r"."value"->>'$.n' AND "o"."op_id" = "r"."value"->>'$.op_id'`,
  `AND "o"."first_seq" = "r"."value"->>'$.first_seq' AND "o"."last_seq" = "r"."value"->>'$.last_seq'`,
  `AND ("o"."payload_hash" = "r"."value"->>'$.payload_hash' OR "r"."value"->>'$.payload_hash' = 'erased')`,
  `AND "o"."at" = "r"."value"->>'$.at')`,
].join(" ");

/**
 * Takes the payload hashes of operations whose value was erased (decision 36): ?1 is a JSON array of their numbers,
 * ?2 the learner. After `appendOpsSql`, which lets an erased hash stand for the one that D1 still has.
 */
export const redactOpsSql = [
  `UPDATE "user_ops" SET "payload_hash" = 'erased'`,
  `WHERE "user_id" = ?2 AND "n" IN (SELECT "value" FROM json_each(?1))`,
].join(" ");

/**
 * Moves the learner's head, last in a batch: ?1 the learner, ?2 `epoch`, ?3 `n`, ?4 `last_seq`, ?5 `frontier`,
 * ?6 `content_version`. Never back: a batch that commits late finds itself passed.
 * @returns `version`, of the active release; nothing when it finds itself passed. With a question of its own every
 *   batch would have a statement more.
 */
export const moveStreamSql = [
  `INSERT INTO "user_streams" ("user_id", "epoch", "n", "last_seq", "frontier", "content_version")`,
  `VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
  `ON CONFLICT ("user_id") DO UPDATE SET "epoch" = excluded."epoch", "n" = excluded."n",`,
  `"last_seq" = excluded."last_seq", "frontier" = excluded."frontier",`,
  `"content_version" = excluded."content_version" WHERE excluded."n" >= "user_streams"."n"`,
  `RETURNING (${activeVersionSql}) AS "version"`,
].join(" ");
