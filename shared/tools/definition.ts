import type * as z from "zod/mini";
import type { Connection, RecallRow, ToolName } from "../content/block.ts";
import type { Sealing } from "./fields.ts";

/** What a validator may ask of the world: which skills exist for this learner. */
export interface ValueContext {
  readonly userId: string;
  readonly skillName: (skillId: string) => string | undefined;
}

/** What the rows of an answer may need besides. */
export interface RowContext extends ValueContext {
  /** The rows that came into the placement for this use, as their sources have them now. */
  readonly broughtIn?: (use: Connection["use"]) => readonly RecallRow[];
  /** What the learner called that row elsewhere. */
  readonly named?: (table: string, rowId: string) => string | undefined;
}

/** A row that a placement's answer makes or completes in one of the spec's tables (decision 5). */
export interface Contribution {
  readonly table: string;
  readonly id: string;
  /** The row lives while a creating contribution names it. */
  readonly creates: boolean;
  /** The columns this placement owns in the row. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What stands in columns as long as no placement that owns them has said anything. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** The row lives only while these rows live (junction rows, list items). */
  readonly requires?: readonly RowRef[];
  /** Columns that point at other rows and are null while those do not live. */
  readonly links?: Readonly<Record<string, RowRef>>;
}
export interface RowRef {
  readonly table: string;
  readonly id: string;
}

export interface Refusal {
  readonly code: "invalid" | "plaintext";
  readonly path: string;
  readonly message: string;
}

export interface NewSkill {
  readonly id: string;
  readonly name: string;
  readonly category: string;
}

/**
 * One of the ten tools: how its value is checked, what rows its answer has when it is brought back, and what
 * it writes. `C` is the placement's config, `V` its value.
 */
export interface ToolDefinition<C, V> {
  readonly name: ToolName;
  readonly config: z.ZodMiniType<C>;
  /**
   * The config it has outside the thread (`GET /api/tools/:name`, frame `tool`), where no placement says one, and
   * whether every text is sealed there.
   */
  readonly standalone: { readonly config: C; readonly private: boolean };
  /** Its plain fields say something of their own, also where its sealed ones cannot be opened. */
  readonly readableWithoutSealed?: true;
  /**
   * The value's schema. Every text the learner writes, and every field of a sealed column whatever its type, is
   * made with `textField` or `sealable`, which mark what is sealed.
   */
  value(config: C, sealing: Sealing): z.ZodMiniType<V>;
  /** What a schema cannot say. */
  check(value: V, config: C, context: ValueContext): Refusal | null;
  rows(value: V, config: C, context: RowContext): RecallRow[];
  writes(value: V, config: C, place: WritePlace): Contribution[];
  newSkills(value: V): readonly NewSkill[];
}

export interface WritePlace {
  readonly userId: string;
  /** The placement's key, or the instance's id. */
  readonly key: string;
  /** Null outside the thread. */
  readonly exerciseId: string | null;
  /** The row that the placement's config names, as it was resolved (decision 5). */
  readonly rowId?: string;
  readonly skillCategory: (skillId: string) => string | null;
}
