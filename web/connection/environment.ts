import type { OutlineEntry, ToolInfo } from "../../shared/content/release.ts";
import type { StemBlock } from "../../shared/content/block.ts";
import type { Privacy } from "../crypto/privacy.ts";

/**
 * Everything the connection touches outside itself. The browser's is `browserEnvironment()`; tests bring their
 * own, so that time, chance, storage, tabs and the wire are under their control.
 */
export interface Environment {
  /** Milliseconds since the epoch. */
  now(): number;
  /** 0 ≤ x < 1. */
  random(): number;
  uuid(): string;
  /** Runs `task` once after `ms`; the answer cancels it. */
  after(ms: number, task: () => void): () => void;
  whenIdle(task: () => void): void;
  /** IANA time zone. */
  zone(): string;
  /** A JSON request to our own origin. Rejects when the network does; a body that is not JSON is null. */
  request(method: "GET" | "POST", path: string, options?: RequestOptions): Promise<Reply>;
  link(path: string, handlers: LinkHandlers): Link;
  /** The half that speaks with the server: fetched while the first block is read. */
  owner(): Promise<typeof import("./owner.ts")>;
  /** What seals and opens private fields: fetched when idle, or when something private is near. */
  privacy(): Promise<PrivacyCode>;
  /** What makes recalls of the learner's own answers. */
  recalls(): Promise<RecallCode>;
  /** What is done outside the thread: fetched by the first page that does it. */
  outside(): Promise<OutsideCode>;
  /** Asks the browser to keep what this page stores until the learner says otherwise. */
  persist(): Promise<void>;
  readonly storage: KeyValue;
  /**
   * "This is a shared computer": from now on, and in every tab until the browser is closed, nothing is kept on it.
   */
  shareComputer(isShared: boolean): void;
  readonly tabs: Tabs;
  readonly page: Page;
  /** What the page brought along in `#dreamtree-first`. */
  readonly first: First | null;
  saveFile(name: string, text: string): void;
}

export type RecallCode = Pick<typeof import("./recalls.ts"), "createRecalls">;

export type OutsideCode = Pick<typeof import("./outside.ts"), "acceptOutside" | "createOutside">;

export interface PrivacyCode {
  privacyFor(env: Environment, userId: string, changed: () => void): Privacy;
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** One learner's socket, renewed by itself after every loss that is not terminal (44xx). */
export interface Link {
  /** False when there is no open socket: nothing is queued here, the outbox is the queue. */
  send(text: string): boolean;
  /** Drops what there is and connects again at once, whatever the backoff said. */
  renew(): void;
  close(): void;
}
export interface LinkHandlers {
  open(): void;
  message(text: string): void;
  down(code: number): void;
}
/** Close codes 44xx end it (`protocol.md`, close codes). */
export const isTerminal = (code: number): boolean => code >= 4400 && code < 4500;

/** Values are structured-clonable. A change with `undefined` deletes. */
export interface KeyValue {
  list(prefix: string): Promise<(readonly [key: string, value: unknown])[]>;
  /** All or none of them. */
  write(changes: readonly (readonly [key: string, value: unknown])[]): Promise<void>;
}

export interface Tabs {
  /** Calls `granted` once this tab holds the name alone; the answer gives it up or stops waiting. */
  hold(name: string, granted: () => void): () => void;
  channel(name: string, heard: (message: unknown) => void): TabChannel;
}
interface TabChannel {
  say(message: unknown): void;
  close(): void;
}

export type PageEvent =
  | "visible"
  | "hidden"
  | "online"
  | "offline"
  | "focus"
  | "blur"
  | "leaving"
  | "key"
  | "pointer";
export interface Page {
  visible(): boolean;
  online(): boolean;
  on(event: PageEvent, listener: () => void): () => void;
  /** Asks before the page is left. */
  warnOnLeave(warn: boolean): void;
}

/** `GET /api/content/:version/index`, and with `blocks` the first turn of part 1 in the page itself. */
export interface ContentIndex {
  readonly version: number;
  readonly complete: boolean;
  readonly outline: readonly OutlineEntry[];
  readonly tools: readonly ToolInfo[];
  readonly modules: readonly string[];
}
export interface First extends ContentIndex {
  readonly blocks: readonly StemBlock[];
}
