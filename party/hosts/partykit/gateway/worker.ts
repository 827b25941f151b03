import * as z from "zod/mini";

/*
 * The D1 gateway: a worker with the database bound, which answers in the shape of Cloudflare's D1 API. PartyKit cannot
 * bind D1. Unlike that API it has no limit of 1,200 requests in five minutes, and its batch is one transaction.
 */

interface Env {
  readonly DB: D1Database;
  /** The same as the party's. */
  readonly D1_TOKEN: string;
}

const query = z.object({
  sql: z.string().check(z.minLength(1)),
  params: z._default(z.array(z.union([z.string(), z.number(), z.null()])), []),
});
const body = z.union([z.strictObject({ batch: z.array(query).check(z.minLength(1)) }), query]);

const path = /^\/accounts\/[^/]+\/d1\/database\/[^/]+\/raw$/;
const tokenLengthLeast = 20;

export default {
  async fetch(request, { DB, D1_TOKEN }): Promise<Response> {
    if ((D1_TOKEN ?? "").length < tokenLengthLeast) {
      console.error("environment variable D1_TOKEN: is missing, 20 characters or more");
      return refused(503, "not configured");
    }
    if (!(await isToken(request.headers.get("Authorization"), D1_TOKEN)))
      return refused(401, "Authentication error");
    if (request.method !== "POST" || !path.test(new URL(request.url).pathname))
      return refused(404, "not found");
    const parsed = body.safeParse(await request.json().catch(() => null));
    if (!parsed.success) return refused(400, "not a query");
    try {
      const result =
        "batch" in parsed.data ? await batched(DB, parsed.data.batch) : [await asked(DB, parsed.data)];
      return Response.json({ success: true, errors: [], messages: [], result });
    } catch (error) {
      return refused(400, error instanceof Error ? error.message.replace(/^D1_ERROR: /, "") : "failed");
    }
  },
} satisfies ExportedHandler<Env>;

type Query = z.infer<typeof query>;

const prepared = (db: D1Database, { sql, params }: Query) => db.prepare(sql).bind(...params);
const answer = (columns: readonly string[], rows: readonly unknown[]) => ({
  success: true,
  meta: {},
  results: { columns, rows },
});

/** By position: two columns of a join may have one name. */
async function asked(db: D1Database, one: Query) {
  const [columns, ...rows] = await prepared(db, one).raw({ columnNames: true });
  return answer(columns, rows);
}

/** All of them or none. */
async function batched(db: D1Database, all: readonly Query[]) {
  const results = await db.batch<Record<string, unknown>>(all.map((one) => prepared(db, one)));
  return results.map(({ results: rows }) => {
    const columns = Object.keys(rows[0] ?? {});
    return answer(
      columns,
      rows.map((row) => columns.map((column) => row[column])),
    );
  });
}

const refused = (status: number, message: string): Response =>
  Response.json(
    { success: false, errors: [{ code: 7500, message }], messages: [], result: null },
    { status },
  );

/** Compared as hashes, which take the same time whatever is wrong. */
async function isToken(header: string | null, token: string): Promise<boolean> {
  const hash = (text: string) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const [given, wanted] = await Promise.all([hash(header ?? ""), hash(`Bearer ${token}`)]);
  const [a, b] = [new Uint8Array(given), new Uint8Array(wanted)];
  return a.reduce((differ, byte, i) => differ | (byte ^ (b[i] ?? 0)), 0) === 0;
}
