import type { SessionAnswer } from "../../../shared/protocol/account.ts";
import { passwordOfUser, type StoredPassword } from "../../db/accounts.ts";
import type { Session } from "../../db/sessions.ts";
import { deviceKeyOf } from "../../keys/deviceKey.ts";
import { derivationOf } from "../../keys/verifier.ts";
import { uncoverWrapped } from "../../keys/wrapped.ts";
import type { Services } from "../services.ts";
import { ownerSocket } from "../socket/paths.ts";

/** `GET /api/session`: whose it is, and what opens the learner's private fields in their browser. */
export async function sessionAnswerOf(services: Services, session: Session): Promise<SessionAnswer> {
  const { userId, anonymous } = session;
  const stored = anonymous ? null : await passwordOfUser(services.db, userId);
  return {
    userId,
    anonymous,
    socket: ownerSocket(services, userId),
    deviceKey: await deviceKeyOf(services.peppers, session),
    keys: stored === null ? null : await keysOf(services, stored),
  };
}

async function keysOf({ peppers }: Services, stored: StoredPassword) {
  const { kdf, salt } = derivationOf(stored.hash);
  const wrapped = await uncoverWrapped(peppers, stored.userId, stored.wrapped);
  return { kdf, salt, wrapped, version: stored.version };
}
