import { acceptImport, type ImportOperation } from "../export/accept.ts";
import type { OperationFrame } from "../protocol/client.ts";
import { carry, type EventContext } from "./apply.ts";
import type { Decision } from "./decision.ts";
import { acceptErase, type EraseOperation } from "./erase.ts";
import type { LogEvent } from "./events.ts";
import { acceptTool } from "./instances.ts";
import { withKnownLinks } from "./links.ts";
import { acceptOwn, type OwnOperation } from "./own.ts";
import { acceptPlacement } from "./placements.ts";
import { acceptNoteSeen, acceptPractice } from "./practices.ts";
import { acceptReopen, acceptSealAway, type ReopenOperation, type SealAwayOperation } from "./reset.ts";
import { settle } from "./settle.ts";
import { acceptSharing, type SharingOperation } from "./sharing.ts";
import { acceptSkill, type SkillOperation } from "./skills.ts";
import type { LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";

/** What the object asks the engine: a learner's operation, or one of its own. */
export type Operation =
  | OperationFrame
  /** The first turn of a new learner. */
  | { t: "open"; opId: string }
  | SkillOperation
  | OwnOperation
  | SharingOperation
  | EraseOperation
  | SealAwayOperation
  | ReopenOperation
  | ImportOperation
  /** A switch to another release (decision 28). */
  | { t: "content"; opId: string; from: Stem };

/** What any operation means: refused with a nack, or the events it makes and the state after them. Pure. */
export function accept(stem: Stem, state: LearnerState, op: Operation, context: EventContext): Decision {
  switch (op.t) {
    case "open":
      return settle(stem, state, state, [], context, null);
    case "skill":
      return acceptSkill(stem, state, op, context);
    case "settings":
    case "note":
    case "review":
    case "wallet":
    case "looked":
      return acceptOwn(stem, state, op, context);
    case "join":
    case "stay":
    case "share":
    case "coach":
    case "unshare":
    case "block":
      return acceptSharing(stem, state, op, context);
    case "erase":
      return acceptErase(stem, state, op, context);
    case "seal_away":
      return acceptSealAway(stem, state, op, context);
    case "reopen":
      return acceptReopen(stem, state, op, context);
    case "import":
      return acceptImport(stem, state, op, context);
    case "content":
      return acceptContent(op.from, stem, state, context);
    case "tool":
      return withKnownLinks(stem, state, acceptTool(stem, state, op, context), context);
    case "practice":
      return acceptPractice(stem, state, op, context);
    case "note_seen":
      return acceptNoteSeen(stem, state, op, context);
    case "reply":
    case "edit":
      return withKnownLinks(stem, state, acceptPlacement(stem, state, op, context), context);
    case "skip":
    case "visibility":
      return acceptPlacement(stem, state, op, context);
  }
}

function acceptContent(from: Stem, to: Stem, state: LearnerState, context: EventContext): Decision {
  const carried = carry(from, to, state);
  const event: LogEvent = {
    kind: "content",
    from: from.version,
    to: to.version,
    kept: [...state.answers.values()].filter((answer) => !answer.skipped).length,
    added: to.placements.filter((block) => !from.byKey.has(block.id)).map((block) => block.id),
    retired: from.placements.filter((block) => !to.byKey.has(block.id)).map((block) => block.id),
  };
  return settle(to, state, carried, [event], context, null);
}
