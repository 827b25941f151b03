import type { PrivacyCode } from "../connection/environment.ts";
import { createPrivacy } from "./privacy.ts";
import { workerTasks } from "./workerTasks.ts";

export const privacyFor: PrivacyCode["privacyFor"] = (env, userId, changed) =>
  createPrivacy(env, workerTasks, userId, changed);
