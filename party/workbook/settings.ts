import type { Row } from "../../shared/engine/project/rows.ts";
import { canonicalJson } from "../../shared/ids/uuid5.ts";
import { settings as schema, type Settings } from "../../shared/protocol/server.ts";

const defaults: Settings = {
  background_color: "cream",
  text_color: "charcoal",
  font: "sans",
  personality_type: null,
  locale: "en",
  enter_sends: "auto",
  reminders: false,
  time_zone: null,
};

/** When the learner last changed a setting; null while all are as they were made. */
export function settingsChangedAt(row: Row): string | null {
  const { personality_type: _type, ...set } = settingsOf(row);
  const { personality_type: _none, ...made } = defaults;
  const changed = canonicalJson(set) !== canonicalJson(made);
  return changed && typeof row["updated_at"] === "string" ? row["updated_at"] : null;
}

/** The row of `user_settings` as the protocol says it. */
export function settingsOf(row: Row): Settings {
  const parsed = schema.safeParse({ ...defaults, ...row, reminders: row["reminders"] === 1 });
  return parsed.success ? parsed.data : defaults;
}

/**
 * The columns that the learner sets. The type is what a selector says (SPEC PJ10), and is not among them.
 */
export function settingsRow({ personality_type: _type, reminders, ...rest }: Settings): Row {
  return { ...rest, reminders: Number(reminders) };
}
