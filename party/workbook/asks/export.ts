import { exportOf } from "../../../shared/export/write.ts";
import { isoTime } from "../clock.ts";
import type { Learner } from "../learner.ts";
import { settingsChangedAt, settingsOf } from "../settings.ts";

/** `GET /api/export`, but for what opens the sealed fields, which the worker puts in (SPEC EX1). */
export const exportBody = (learner: Learner, nowMs: number) =>
  exportOf(learner.stem, learner.state, {
    exportedAt: isoTime(nowMs),
    settings: settingsOf(learner.settings),
    settingsUpdatedAt: settingsChangedAt(learner.settings),
    revisions: learner.revisions(),
    tables: learner.rows(),
  });
