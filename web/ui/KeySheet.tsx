import { keymap, keyName, type Scope } from "./keymap.ts";

const titles: readonly { scope: Scope; title: string }[] = [
  { scope: "anywhere", title: "Anywhere" },
  { scope: "in the conversation", title: "In the conversation" },
  { scope: "in a field", title: "While you answer" },
  { scope: "in an empty answer field", title: "In an empty answer field" },
  { scope: "outside a text field", title: "Outside a text field" },
];

/** The shortcut sheet, printed from the table that the code asks. */
export function KeySheet() {
  return titles.map(({ scope, title }) => (
    <section key={scope} className="keys">
      <h3>{title}</h3>
      <dl>
        {keymap
          .filter((one) => one.scope === scope)
          .map((one) => (
            <div key={one.does}>
              <dt>
                {one.keys.map((key) => (
                  <kbd key={key}>{keyName(key)}</kbd>
                ))}
              </dt>
              <dd>{one.does}</dd>
            </div>
          ))}
      </dl>
    </section>
  ));
}
