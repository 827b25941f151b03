import type { Row } from "../../../shared/engine/project/rows.ts";
import { skillNameOf } from "../../../shared/engine/state.ts";
import { hasOneRow } from "../../../shared/crypto/sealed.ts";
import { isEnvelope } from "../../../shared/crypto/envelope.ts";
import type { Learner } from "../learner.ts";
import { settingsOf } from "../settings.ts";

/** What the profile has no use for: how a row came about is the export's. */
const hidden = new Set(["stem_id", "content_hash", "rev"]);

/**
 * `GET /api/profile` (SPEC LR3): everything that was produced, in tables' terms. An envelope comes as `{at, env}`,
 * `at` being where it stands.
 */
export function profileBody(learner: Learner) {
  const { stem, state } = learner;
  const tables = [...learner.rows()].map(([table, rows]): [string, unknown] => {
    const told = rows.map((row) => toldRow(table, row, state.userId));
    return [table, hasOneRow(table) || table === "user_settings" ? (told[0] ?? null) : told];
  });
  const named = skillNameOf(stem, state);
  const skills = (learner.rows().get("user_skills") ?? []).flatMap((row) => {
    const name = named(String(row["skill_id"]));
    return name === undefined ? [] : [[String(row["skill_id"]), name]];
  });
  return {
    settings: settingsOf(learner.settings),
    modules: [...state.completedModules].map(([id, completedAt]) => ({ id, completedAt })),
    tables: Object.fromEntries(tables),
    /** Names of the skills that the rows refer to. */
    skills: Object.fromEntries(skills) as Record<string, string>,
    practices: [...state.practices.values()].map(({ practice, day, done, note }) => ({
      practice,
      day,
      done,
      note: note === null ? null : { at: ["user_practice_log", "note", `${practice}/${day}`], env: note },
    })),
  };
}

function toldRow(table: string, row: Row, userId: string): Record<string, unknown> {
  const rowId = typeof row["id"] === "string" ? row["id"] : userId;
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !hidden.has(column))
      .map(([column, value]) => {
        const env = typeof value === "string" && value.startsWith('{"v":') ? envelopeIn(value) : null;
        return [column, env === null ? value : { at: [table, column, rowId], env }];
      }),
  );
}

function envelopeIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isEnvelope(value) ? value : null;
  } catch {
    return null;
  }
}
