/** Where a key means something; the sheet groups by it. */
export type Scope =
  | "anywhere"
  | "outside a text field"
  | "in an empty answer field"
  | "in the conversation"
  | "in a field";

export interface Binding {
  readonly id:
    | "switch"
    | "sheet"
    | "editLast"
    | "pageUp"
    | "pageDown"
    | "previous"
    | "next"
    | "first"
    | "last"
    | "enter"
    | "toComposer"
    | "told";
  readonly keys: readonly string[];
  readonly scope: Scope;
  readonly does: string;
}

/**
 * The keyboard map (ux 3.1). The code asks this table what a key means and the "?" sheet is printed from it;
 * `told` are the keys that the fields themselves handle.
 */
export const keymap: readonly Binding[] = [
  {
    id: "switch",
    keys: ["F6"],
    scope: "anywhere",
    does: "Go from the conversation to your answer, and back",
  },
  { id: "sheet", keys: ["?"], scope: "outside a text field", does: "Show these shortcuts" },
  { id: "told", keys: ["Enter"], scope: "in a field", does: "Send a short answer; a new line in a long one" },
  { id: "told", keys: ["Shift + Enter"], scope: "in a field", does: "A new line" },
  { id: "told", keys: ["Ctrl + Enter", "Cmd + Enter"], scope: "in a field", does: "Send" },
  { id: "told", keys: ["Esc"], scope: "in a field", does: "Leave a change, and keep the old answer" },
  {
    id: "told",
    keys: ["1 … 9"],
    scope: "in a field",
    does: "Choose that option, while you are in the choices",
  },
  { id: "told", keys: ["Space"], scope: "in a field", does: "Choose where you are; arrows only move" },
  { id: "editLast", keys: ["ArrowUp"], scope: "in an empty answer field", does: "Change your last answer" },
  { id: "pageUp", keys: ["PageUp"], scope: "in an empty answer field", does: "Scroll up" },
  { id: "pageDown", keys: ["PageDown"], scope: "in an empty answer field", does: "Scroll down" },
  { id: "previous", keys: ["ArrowUp"], scope: "in the conversation", does: "The message before" },
  { id: "next", keys: ["ArrowDown"], scope: "in the conversation", does: "The next message" },
  { id: "first", keys: ["Home"], scope: "in the conversation", does: "The first message" },
  { id: "last", keys: ["End"], scope: "in the conversation", does: "The last message" },
  { id: "enter", keys: ["Enter"], scope: "in the conversation", does: "Into the buttons of a message" },
  { id: "toComposer", keys: ["Escape"], scope: "in the conversation", does: "Back to your answer" },
];

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key means in a place; null when it is nothing of ours. */
export function bindingFor(scope: Scope, event: Pressed): Binding["id"] | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const found = keymap.find(
    (one) => one.scope === scope && one.id !== "told" && one.keys.includes(event.key),
  );
  return found?.id ?? null;
}

const shown: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageUp: "Page Up",
  PageDown: "Page Down",
  Escape: "Esc",
};
export const keyName = (key: string): string => shown[key] ?? key;
