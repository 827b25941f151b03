import * as z from "zod/mini";

/** One query, or one batch of thirty seconds at most (D1's own limit), and the way there and back. */
const deadlinesMs = { one: 5_000, batch: 35_000 };

const variables = z.object({
  /** The address of the database in Cloudflare's D1 API, or in a gateway of the same shape (`gateway/`). */
  D1_URL: z
    .string("is missing: where the D1 API is, https://…/accounts/<account>/d1/database/<database>")
    .check(
      z.regex(
        /^https?:\/\/[^?#\s]+\/accounts\/[^/?#\s]+\/d1\/database\/[^/?#\s]+$/,
        "is no address of a D1 database",
      ),
    ),
  D1_TOKEN: z
    .string("is missing: the token that the D1 API takes")
    .check(z.regex(/^[\x21-\x7e]{20,}$/, "is no token: 20 characters or more, without spaces")),
});
export type D1Access = z.infer<typeof variables>;

/** @throws with one line that names the variable. */
export function readD1Access(env: unknown): D1Access {
  const parsed = variables.safeParse(env);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(
    `environment variable ${String(issue?.path[0] ?? "?")}: ${issue?.message ?? "is not valid"}`,
  );
}

/** The token or the address is wrong: nothing that will pass. */
export class D1AccessError extends Error {
  override readonly name = "D1AccessError";
}

const cell = z.union([z.string(), z.number(), z.null()]);
type Cell = z.infer<typeof cell>;
/** `POST …/raw`: rows by position, and a batch as one answer per statement. */
const answer = z.object({
  success: z.boolean(),
  errors: z._default(z.array(z.object({ message: z.string() })), []),
  result: z.optional(
    z.nullable(
      z.array(
        z.object({ results: z.object({ columns: z.array(z.string()), rows: z.array(z.array(cell)) }) }),
      ),
    ),
  ),
});
type Rows = NonNullable<z.infer<typeof answer>["result"]>[number]["results"];

interface Query {
  readonly sql: string;
  readonly params: readonly Cell[];
}

/** As the binding binds them. @throws for what it would refuse, too */
function bound(value: unknown): Cell {
  if (typeof value === "boolean") return Number(value);
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  throw new TypeError(`D1_TYPE_ERROR: ${typeof value} cannot be bound`);
}

const objectsOf = ({ columns, rows }: Rows): Record<string, Cell>[] =>
  rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])));

const resultOf = (rows: Rows) => ({ success: true as const, meta: {}, results: objectsOf(rows) });

/** A statement of the binding's shape. */
class Statement {
  readonly query: Query;
  readonly #ask: (query: Query) => Promise<Rows>;

  constructor(query: Query, ask: (query: Query) => Promise<Rows>) {
    this.query = query;
    this.#ask = ask;
  }

  bind(...values: readonly unknown[]): Statement {
    return new Statement({ ...this.query, params: values.map(bound) }, this.#ask);
  }

  async all() {
    return resultOf(await this.#ask(this.query));
  }

  run() {
    return this.all();
  }

  async first(column?: string): Promise<unknown> {
    const [row] = objectsOf(await this.#ask(this.query));
    if (row === undefined) return null;
    return column === undefined ? row : row[column];
  }

  async raw(options: { columnNames?: boolean } = {}): Promise<unknown[]> {
    const { columns, rows } = await this.#ask(this.query);
    return options.columnNames === true ? [columns, ...rows] : rows;
  }
}

/**
 * D1 over HTTP, in the shape of the binding, for a host that cannot bind it: the same drizzle driver and the same
 * statements run over either. Every call may fail, hang for its deadline, or commit and then fail; a batch is one
 * transaction, as far as the other side keeps Cloudflare's word (the gateway does).
 * @param log hears once, by the variable's name, that the address or the token is wrong
 */
export function remoteD1(
  { D1_URL, D1_TOKEN }: D1Access,
  log: (line: string) => void = console.error,
): D1Database {
  let told = false;

  /** Once: whoever looks at the log finds the variable, not the same line for every request. */
  function tell(error: unknown): void {
    if (!(error instanceof D1AccessError) || told) return;
    told = true;
    log(error.message);
  }

  async function post(body: object, deadlineMs: number): Promise<Rows[]> {
    const response = await fetch(`${D1_URL}/raw`, {
      method: "POST",
      headers: { Authorization: `Bearer ${D1_TOKEN}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
      // What answers from elsewhere is not the database.
      redirect: "manual",
      signal: AbortSignal.timeout(deadlineMs),
    });
    try {
      return rowsIn(response.status, await response.text());
    } catch (error) {
      tell(error);
      throw error;
    }
  }
  const ask = async ({ sql, params }: Query) => (await post({ sql, params }, deadlinesMs.one))[0] ?? nothing;
  const database = {
    prepare: (sql: string) => new Statement({ sql, params: [] }, ask),
    async batch(statements: readonly Statement[]) {
      const batch = statements.map(({ query }) => query);
      const all = await post({ batch }, deadlinesMs.batch);
      if (all.length !== batch.length) throw new Error("D1_ERROR: the D1 API left answers out");
      return all.map(resultOf);
    },
  };
  // What nobody here uses of the binding is not there: `exec`, `dump`, sessions.
  return database as unknown as D1Database;
}

const nothing: Rows = { columns: [], rows: [] };

/** @throws D1AccessError, or as the binding does, with the constraint's name where one is broken */
function rowsIn(status: number, text: string): Rows[] {
  if (status === 401 || status === 403)
    throw new D1AccessError("environment variable D1_TOKEN: the D1 API refuses it");
  if (status === 404)
    throw new D1AccessError("environment variable D1_URL: there is no database at this address");
  const parsed = answer.safeParse(jsonOf(text));
  if (!parsed.success) throw new Error(`D1_ERROR: the D1 API answered ${status}, not in its words`);
  const { success, errors, result } = parsed.data;
  const all = result ?? [];
  if (!success || status >= 300 || all.length === 0) {
    throw new Error(`D1_ERROR: ${errors[0]?.message ?? `the D1 API answered ${status}`}`);
  }
  return all.map(({ results }) => results);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
