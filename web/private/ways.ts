import type { ComponentType } from "react";

/** Calls `onDone` once the private answers can be written and read here. */
export interface WayProps {
  readonly onDone: () => void;
}

/** What somebody can do about their key, besides going on: each stands in the panels once it is built. */
export interface Way {
  readonly title: string;
  /** What it gives, in a sentence. */
  readonly words: string;
  readonly View: ComponentType<WayProps>;
}

/** Before the first private placement (security, Decided): ways to keep the key somewhere else as well. */
export const waysToKeep: readonly Way[] = [];

/** Where the key is not here: ways to bring it. */
export const waysToUnlock: readonly Way[] = [];
