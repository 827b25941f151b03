import * as z from "zod/mini";
import { knownZone } from "../../../shared/engine/days.ts";
import { isReadable } from "../../../shared/protocol/pairs.ts";
import { settings as schema, type Settings } from "../../../shared/protocol/server.ts";
import { canonicalJson } from "../../../shared/ids/uuid5.ts";
import type { Learner } from "../learner.ts";
import { settingsOf } from "../settings.ts";
import { invalid, operated, type Reply } from "./reply.ts";

const { personality_type: _type, locale: _locale, ...plain } = schema.shape;
/** What `PATCH /api/settings` may change: any of them, never the type, which an answer says. */
export const settingsPatch = z.partial(
  z.strictObject({
    ...plain,
    locale: z
      .string()
      .check(z.maxLength(35), z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "Use a language tag")),
    time_zone: z.nullable(
      z.string().check(z.refine((zone) => knownZone(zone) === zone, "Use an IANA time zone")),
    ),
  }),
);
type Patch = z.infer<typeof settingsPatch>;

/** `PATCH /api/settings` (SPEC LR5). @param zone that the request names */
export async function changeSettings(
  learner: Learner,
  { opId, patch, zone }: { opId: string; patch: Patch; zone: string | null },
  nowMs: number,
): Promise<Reply> {
  const before = settingsOf(learner.settings);
  const after = { ...before, ...patch, time_zone: zoneAfter(before, patch, zone) } as Settings;
  if (!isReadable(after.background_color, after.text_color)) {
    const field = patch.text_color === undefined ? "background_color" : "text_color";
    return invalid(field, "These two colors cannot be read together");
  }
  const body = { settings: after };
  if (canonicalJson(before) === canonicalJson(after)) return { status: 200, body };
  return operated(await learner.run({ t: "settings", opId, settings: after }, nowMs), () => ({
    status: 200,
    body,
  }));
}

/** A zone is kept only while a reminder needs it, or the learner says which (decision 15). */
function zoneAfter(before: Settings, patch: Patch, named: string | null): string | null {
  if (patch.time_zone !== undefined) return patch.time_zone;
  if (patch.reminders === true) return before.time_zone ?? (named === null ? null : knownZone(named));
  return patch.reminders === false ? null : before.time_zone;
}
