import { uuid5 } from "../../../shared/ids/uuid5.ts";
import type { OwedReset } from "../../db/resets.ts";
import { dropToken, owedTokens } from "../../db/tokens.ts";
import type { Services } from "../services.ts";

/**
 * Asks the learner's object for what resets still owe it (docs/decisions/0023): every envelope out of its place.
 * Idempotent; a token whose request has been answered is forgotten, any other is asked for again later.
 */
export async function settleResets({ db, workbook }: Services, userId: string): Promise<void> {
  for (const { id, payload } of await owedTokens(db, userId, "reset")) {
    // Written by `resetPassword`.
    const { generation, until } = JSON.parse(payload ?? "{}") as OwedReset;
    const opId = uuid5("reset", id);
    const { status } = await workbook.ask(userId, { ask: "seal_away", opId, generation, until });
    if (status === 200) await dropToken(db, id);
  }
}
