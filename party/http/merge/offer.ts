import { exportFile, type ExportFile } from "../../../shared/export/schema.ts";
import { openMerge, type Merge } from "../../db/merges.ts";
import { endOtherSessions, type Session } from "../../db/sessions.ts";
import type { Services } from "../services.ts";
import { forgetSession } from "../session/authenticate.ts";

/** All of the other thread; null when it cannot be had now. */
export async function otherThread(services: Services, userId: string): Promise<ExportFile | null> {
  const { status, body } = await services.workbook.ask(userId, { ask: "export" });
  const parsed = exportFile.safeParse(body);
  return status === 200 && parsed.success ? parsed.data : null;
}

const isEmpty = (file: ExportFile): boolean =>
  Object.keys(file.modules ?? {}).length === 0 &&
  [file.tool_instances, file.practice_log, file.custom_skills, file.assessments].every(
    (list) => (list ?? []).length === 0,
  );

export interface Offer {
  readonly id: string;
  readonly plan: unknown;
  readonly sealed: unknown;
  readonly head: number;
}

/** What would come of a merge, from the account's own object. */
export async function planOf(services: Services, merge: Merge, file: ExportFile): Promise<Offer | null> {
  const { id, userId, otherUserId: from } = merge;
  const { status, body } = await services.workbook.ask(userId, {
    ask: "merge",
    opId: id,
    from,
    file,
    commit: null,
  });
  return status === 200 ? { id, ...(body as Omit<Offer, "id">) } : null;
}

/**
 * Whoever signs in from a thread without an account may bring it along (decision 29). Its sessions end here: nothing
 * is added to it any more, and it can be reached by the merge alone, which is the account's.
 */
export async function offerMerge(
  services: Services,
  userId: string,
  before: Session | null,
): Promise<Offer | undefined> {
  if (before === null || !before.anonymous || before.userId === userId) return undefined;
  const file = await otherThread(services, before.userId);
  if (file === null || isEmpty(file)) return undefined;
  const now = new Date().toISOString();
  const made = { id: crypto.randomUUID(), userId, otherUserId: before.userId, now };
  const merge = await openMerge(services.db, made);
  forgetSession(before.id);
  const ended = await endOtherSessions(services.db, before.userId, "");
  await Promise.all(ended.map((publicId) => services.workbook.endSession(before.userId, publicId)));
  return (await planOf(services, merge, file)) ?? undefined;
}
