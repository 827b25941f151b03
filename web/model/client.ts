import type { Secrets } from "../crypto/secrets.ts";
import type { Recall, StemBlock } from "../../shared/content/block.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { Answer, LearnerState } from "../../shared/engine/state.ts";
import type { InstanceTool } from "../../shared/protocol/client.ts";
import type { Keys } from "../../shared/crypto/keys.ts";
import type { Keyring } from "../crypto/keyring.ts";
import type { Made } from "../crypto/tasks.ts";
import type { LearnersLive } from "../../shared/protocol/room.ts";
import type { Settings } from "../../shared/protocol/server.ts";

/** What a learner is told about one answer on its way (ux 3.8). */
export type SendState =
  /** Under 400 ms nothing is shown, then "Sending". */
  | "sending"
  /** Acked: committed by the object. Without a word. */
  | "kept"
  /** In D1. */
  | "saved"
  /** Acked, and 2 s later or in an outage still not in D1: "Kept. Storing shortly." */
  | "storing"
  /** No ack in 8 s or the socket lost: "Not confirmed yet · Retry". */
  | "unconfirmed"
  /** No network: "Offline. Kept on this device." */
  | "offline"
  /** A definite refusal: "Not saved: reason · Edit · Retry". */
  | "failed";

export interface Sending {
  readonly state: SendState;
  /** For `failed`: the server's words. */
  readonly reason?: string;
  /** For `failed`: what was refused. The answer itself is not in `state` any more. */
  readonly value?: unknown;
  /** For `failed`, of an instance outside the thread. */
  readonly tool?: InstanceTool;
  readonly opId: string;
}

export interface DraftView {
  readonly value: unknown;
  /** Of an instance outside the thread, whether it is there yet or not. */
  readonly tool?: InstanceTool;
  /** ISO 8601. */
  readonly at: string;
  /** Set when it came from another device: "your phone". */
  readonly from: string | null;
  /** What another device has, or what was refused, where something else was typed here (ux 3.7: show both). */
  readonly other?: { readonly value: unknown; readonly at: string; readonly from: string };
}

/** Another device was first (rule 5): two answers, the learner chooses. */
export interface Conflict {
  /** The placement's key, or the instance's id. */
  readonly about: string;
  /** Of an instance outside the thread. */
  readonly tool?: InstanceTool;
  /** Undefined where it is sealed and does not open here; null where it was cleared or deleted. */
  readonly mine: unknown;
  readonly theirs: {
    /** As `mine`. */
    readonly value: unknown;
    readonly at: string;
    readonly rev: number;
    readonly skipped: boolean;
  };
}

/** Where the learner was when they came back (issue: return greeting). Null on a first visit and once put away. */
export interface Return {
  readonly exerciseTitle: string;
  readonly moduleTitle: string;
  /** The last answer in the learner's own words, shortened; null when there is none in words. */
  readonly lastWords: string | null;
  readonly lastAt: string | null;
}

export interface Notice {
  readonly id: string;
  readonly kind: "content_updated" | "back_online" | "signed_out" | "store_full";
  readonly text: string;
}

/** Whether private fields can be sealed and opened in this browser. */
export type KeyState =
  /** Being looked for. */
  | "unknown"
  /** Nothing was ever sealed: the key is made at the first private placement. */
  | "none"
  /** Something was sealed, and its key is not here: nothing is written over. */
  | "locked"
  | "open";

/** Why a private answer or draft cannot be shown. */
export type Closed =
  | "opening"
  /** Its key is not in this browser. */
  | "locked"
  /** Sealed by a later version of this app. */
  | "newer"
  /** It is not what this key sealed for this place. */
  | "damaged";

export type Phase =
  /** Asking whether there is a session. */
  | "loading"
  /** No session, or none that is known of here and nobody to ask: the landing page. */
  | "landing"
  | "thread"
  /** The session ended elsewhere: text is kept, sign in again. */
  | "signed_out"
  /** Close 4426. */
  | "too_old"
  /** Nobody can be asked whose thread it is, or what stands in it, and nothing of it is kept on this device. */
  | "unreachable";

/**
 * Everything the screens need, as one immutable value. `state` is optimistic: what the server has said, with
 * the outbox applied by the same engine.
 */
export interface ClientView {
  readonly phase: Phase;
  readonly stem: Stem | null;
  readonly state: LearnerState | null;
  /** The placement that waits for the learner; null at the end or while the next module is still loading. */
  readonly waiting: StemBlock | null;
  /** True when nothing is left to ask in this release. */
  readonly atEnd: boolean;
  /** The next turn is on its way (shown as a static "…" only after 400 ms). */
  readonly awaitingTurn: boolean;
  readonly connection: "connecting" | "online" | "offline";
  readonly store: "ok" | "degraded";
  /**
   * By what it is about: a placement's key, an instance's id, a practice and its day (`practiceKey`). What is not
   * here is saved.
   */
  readonly sending: ReadonlyMap<string, Sending>;
  /** By the same names. */
  readonly drafts: ReadonlyMap<string, DraftView>;
  readonly conflicts: readonly Conflict[];
  readonly notices: readonly Notice[];
  readonly settings: Settings;
  /** Blocks that came in this visit, in order: only these move (motion is never replayed). */
  readonly fresh: ReadonlySet<string>;
  readonly returned: Return | null;
  /** Unsent operations on this device. */
  readonly unsent: number;
  readonly otherDevices: readonly { label: string; state: string }[];
  readonly watching: readonly string[];
  /** The live session this learner is in, and the coaches who may look; null until the server has told. */
  readonly live: LearnersLive | null;
  /** The hand is up in that session. */
  readonly hand: boolean;
  /** Whether recalls are made here; before, they are as the server made them. */
  readonly canRecall: boolean;
  readonly keys: KeyState;
  /** The key can be had with the account's password; null while that is not known. */
  readonly hasAccount: boolean | null;
  /**
   * Private answers by block, instances and practices' notes by their names, and why they cannot be shown or edited; where some of their fields can, those stand
   * in `state`.
   */
  readonly closed: ReadonlyMap<string, Closed>;
  /** The same of unsent work: nothing is typed over it. */
  readonly closedDrafts: ReadonlyMap<string, Closed>;
  /** On a shared computer: nobody has touched it for long, and the private answers are about to be locked. */
  readonly locksSoon: boolean;
}

/** What the screens can do. Nothing here throws; results come back as a new view. */
export interface Client {
  subscribe(listener: () => void): () => void;
  view(): ClientView;
  /** Begin tapped, or the first key in the composer: makes the anonymous session. */
  begin(): void;
  /** @param onlyMe no facilitator ever sees it, not even for a moment */
  reply(blockId: string, value: unknown, onlyMe?: boolean): void;
  skip(blockId: string, scope: "block" | "activity" | "exercise" | "module"): void;
  /**
   * `null` clears an optional answer. Also answers a skipped or new placement.
   * @param options `baseRev`: the answer's `rev` that the learner changed; without it the present one
   */
  edit(blockId: string, value: unknown, options?: { baseRev?: number }): void;
  setOnlyMe(blockId: string, onlyMe: boolean): void;
  /** Every input; kept at once on the device and, 800 ms after the last one, on the server. */
  draft(blockId: string, value: unknown): void;
  /** Of whatever is drafted: see `ClientView.drafts`. */
  discardDraft(about: string): void;
  /** Of two drafts of the same: takes the one that stands beside (`DraftView.other`) in its place, or puts it away. */
  besideDraft(about: string, choice: "take" | "drop"): void;
  /** `mine` sends a change on top of theirs. */
  settle(about: string, choice: "mine" | "theirs"): void;
  /** Sends an unconfirmed or failed operation again, with the same id. */
  retry(opId: string): void;
  /** Takes a refused answer back into the composer or its editor as a draft. */
  takeBack(opId: string): void;
  dismiss(noticeId: string): void;
  /** Puts the return greeting away. */
  resume(): void;
  /** Sends what is unsent, then signs out. `unsent` when that failed: ask, offer the download, then `force`. */
  signOut(options?: { force?: boolean }): Promise<"done" | "unsent">;
  /** What is unsent on this device, as a JSON file. */
  downloadUnsent(): void;
  /** Raises or lowers the hand in a live session, where there is a line; it stays so without one (SPEC LI5). */
  hand(raised: boolean): void;
  /** The recalls of a block from the present answers. */
  recalls(block: StemBlock): readonly Recall[];
  /**
   * Makes the key of this learner's private answers, where there is none; `afresh` also where the old one is lost:
   * what it locked stays as it is.
   */
  makeKey(options?: { afresh?: boolean }): void;
  /** What accounts and recovery codes do with the key; null while there is no learner. */
  secrets(): Promise<Secrets | null>;
  answer(blockId: string): Answer | undefined;
  /** What is done outside the thread; its code is fetched with the first page that does it. */
  outside(): Promise<Outside>;
  /** The whole workbook, once all of it is on this device; null where it cannot be had now. */
  wholeStem(): Promise<Stem | null>;
  /** This learner's keys in this browser, for the account's screens; null while there is no learner. */
  keyring(): Promise<Keyring | null>;
  /** The keys that this browser keeps of somebody; null where it keeps none. */
  keysKept(userId: string): Promise<Keys | null>;
  /** Takes everything of a learner who is not here any more off this device. */
  forget(userId: string): Promise<void>;
  /** Somebody signed in on this page: the conversation goes on as theirs. */
  enter(who: Entering): Promise<void>;
}

/** Tools, practices and notes: what stands outside the thread (decision 10). Nothing here throws. */
export interface Outside {
  /**
   * Makes an instance, changes it, or deletes it with `null`. Its
   * sealed fields are sealed here; without a key nothing leaves, and the draft stays.
   * @param instanceId a UUID, new for a new one
   * @param options `baseRev`: the `rev` that the learner changed; without it the present one
   */
  save(tool: InstanceTool, instanceId: string, value: unknown, options?: { baseRev?: number }): void;
  /**
   * Deletes an instance. @returns brings it back as it stood, sealed words and all: whether they can be read here or not
   */
  remove(tool: InstanceTool, instanceId: string): () => void;
  /** As `Client.draft`; an instance need not be there for it. */
  draft(tool: InstanceTool, instanceId: string, value: unknown): void;
  /**
   * How a practice stands on one day, said anew each time.
   * @param day YYYY-MM-DD in the learner's calendar, at most 40 days ago
   * @param note sealed here; "" where there is none, undefined where it stays as it is
   */
  practice(practice: string, day: string, done: boolean, note: string | undefined): void;
  /** An unsent note, kept on this device. */
  draftNote(practice: string, day: string, note: string): void;
  /**
   * An earlier value of an answer, or, with its tool, of an instance, in the clear; undefined while it does not open
   * here, as soon as it does the view changes.
   */
  read(about: string, value: unknown, tool?: InstanceTool): unknown;
  /** Puts a facilitator's note away. */
  noteSeen(noteId: string): void;
}

export interface Entering {
  readonly userId: string;
  /** "This is a shared computer": nothing is kept on it. */
  readonly shared: boolean;
  /** Their keys, where the secret they entered opened them. */
  readonly made: Made | null;
}
