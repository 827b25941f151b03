import type { Settings } from "./server.ts";

/** The settings of a learner who never set anything (decision 15). */
export const defaultSettings: Settings = {
  background_color: "cream",
  text_color: "charcoal",
  font: "sans",
  personality_type: null,
  locale: "en",
  enter_sends: "auto",
  reminders: false,
  time_zone: null,
};
