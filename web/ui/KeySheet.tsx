import { keymap, type Binding, type Scope } from "./keymap.ts";

const titles: readonly { readonly scope: Scope; readonly title: string }[] = [
  { scope: "anywhere", title: "Anywhere" },
  { scope: "in the conversation", title: "In the conversation" },
  { scope: "in a field", title: "While you answer" },
  { scope: "in an empty answer field", title: "In an empty answer field" },
  { scope: "outside a text field", title: "Outside a text field" },
];

const does: Readonly<Record<Binding["id"], string>> = {
  switch: "Go from the conversation to your answer, and back",
  sheet: "Show these shortcuts",
  editLast: "Change your last answer",
  pageUp: "Scroll up",
  pageDown: "Scroll down",
  previous: "The message before",
  next: "The next message",
  first: "The first message",
  last: "The last message",
  enter: "Into the buttons of a message",
  toComposer: "Back to your answer",
};

interface Line {
  readonly keys: readonly string[];
  readonly does: string;
}

/** What the fields themselves handle. */
const inFields: readonly Line[] = [
  { keys: ["Enter"], does: "Send a short answer; a new line in a long one" },
  { keys: ["Shift + Enter"], does: "A new line" },
  { keys: ["Ctrl + Enter", "Cmd + Enter"], does: "Send" },
  { keys: ["Esc"], does: "Leave a change, and keep the old answer" },
  { keys: ["1 … 9"], does: "Choose that option, while you are in the choices" },
  { keys: ["Space"], does: "Choose where you are; arrows only move" },
];

const shown: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageUp: "Page Up",
  PageDown: "Page Down",
  Escape: "Esc",
};

const linesIn = (scope: Scope): readonly Line[] =>
  scope === "in a field"
    ? inFields
    : keymap
        .filter((one) => one.scope === scope)
        .map(({ id, key }) => ({ keys: [shown[key] ?? key], does: does[id] }));

/** The shortcut sheet, printed from the table that the code asks. */
export function KeySheet() {
  return titles.map(({ scope, title }) => (
    <section key={scope} className="keys">
      <h3>{title}</h3>
      <dl>
        {linesIn(scope).map((one) => (
          <div key={one.does}>
            <dt>
              {one.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{one.does}</dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
