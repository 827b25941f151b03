import type { Row } from "../../shared/engine/project/rows.ts";
import { canonicalJson } from "../../shared/ids/uuid5.ts";
import { defaultSettings } from "../../shared/protocol/defaults.ts";
import { settings as schema, type Settings } from "../../shared/protocol/server.ts";

/** When the learner last changed a setting; null while all are as they were made. */
export function settingsChangedAt(row: Row): string | null {
  const { personality_type: _type, ...set } = settingsOf(row);
  const { personality_type: _none, ...made } = defaultSettings;
  const changed = canonicalJson(set) !== canonicalJson(made);
  return changed && typeof row["updated_at"] === "string" ? row["updated_at"] : null;
}

/** The row of `user_settings` as the protocol says it. */
export function settingsOf(row: Row): Settings {
  const parsed = schema.safeParse({ ...defaultSettings, ...row, reminders: row["reminders"] === 1 });
  return parsed.success ? parsed.data : defaultSettings;
}

/**
 * The columns that the learner sets. The type is what a selector says (SPEC PJ10), and is not among them.
 */
export function settingsRow({ personality_type: _type, reminders, ...rest }: Settings): Row {
  return { ...rest, reminders: Number(reminders) };
}
