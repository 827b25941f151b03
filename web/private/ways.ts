import type { ComponentType } from "react";
import { onDemand } from "../ui/onDemand.tsx";

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

const way = (load: () => Promise<ComponentType<WayProps>>): ComponentType<WayProps> => onDemand(load).View;
const account = () => import("../account/ways.tsx");

/** Before the first private placement (security, Decided): ways to keep the key somewhere else as well. */
export const waysToKeep: readonly Way[] = [
  {
    title: "Make an account",
    words:
      "An address and a password. The key is kept with them, locked by the password, and opens on any device.",
    View: way(async () => (await account()).ClaimWay),
  },
  {
    title: "Write down a recovery code",
    words: "No address needed. The code alone brings everything back, in any browser.",
    View: way(async () => (await account()).CodeWay),
  },
];

/** Where the key is not here: ways to bring it. */
export const waysToUnlock: readonly Way[] = [
  {
    title: "Enter my password",
    words: "Where there is an account, its password opens the key.",
    View: way(async () => (await account()).UnlockByPassword),
  },
  {
    title: "Enter my recovery code",
    words: "The thirty-two letters that you wrote down.",
    View: way(async () => (await account()).UnlockByCode),
  },
];
