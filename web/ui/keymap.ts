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
    | "toComposer";
  readonly key: string;
  readonly scope: Scope;
}

/** The keyboard map (ux 3.1): the code asks it what a key means, and the "?" sheet is printed from it. */
export const keymap: readonly Binding[] = [
  { id: "switch", key: "F6", scope: "anywhere" },
  { id: "sheet", key: "?", scope: "outside a text field" },
  { id: "editLast", key: "ArrowUp", scope: "in an empty answer field" },
  { id: "pageUp", key: "PageUp", scope: "in an empty answer field" },
  { id: "pageDown", key: "PageDown", scope: "in an empty answer field" },
  { id: "previous", key: "ArrowUp", scope: "in the conversation" },
  { id: "next", key: "ArrowDown", scope: "in the conversation" },
  { id: "first", key: "Home", scope: "in the conversation" },
  { id: "last", key: "End", scope: "in the conversation" },
  { id: "enter", key: "Enter", scope: "in the conversation" },
  { id: "toComposer", key: "Escape", scope: "in the conversation" },
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
  return keymap.find((one) => one.scope === scope && one.key === event.key)?.id ?? null;
}
