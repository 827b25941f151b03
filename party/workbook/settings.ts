import type { Row } from "../../shared/engine/project/rows.ts";
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
