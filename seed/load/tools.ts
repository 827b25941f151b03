import { tools } from "../../party/db/schema/index.ts";
import { upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** Spec 4.4: the ten, with the exercise of their first placement (decision 16). */
export const loadTools: Load = ({ release, workbook, at }) => {
  const reminders = new Map(workbook.reference.tools.map(({ name, reminder }) => [name, reminder]));
  return upsert(
    tools,
    release.tools.map(({ id, name, label, description, instructions, icon, unlocksAt }) => {
      const reminder = reminders.get(name) ?? null;
      return {
        id,
        name,
        label,
        description,
        instructions,
        icon_name: icon,
        has_reminder: Number(reminder !== null),
        reminder_frequency: reminder?.frequency ?? null,
        reminder_prompt: reminder?.prompt ?? null,
        unlocks_at_exercise: unlocksAt,
        version: 1,
        is_active: 1,
        updated_at: at,
      };
    }),
    { bump: "version" },
  );
};
