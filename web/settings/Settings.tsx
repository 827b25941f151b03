import { useRef, useState } from "react";
import * as z from "zod/mini";
import { pairs } from "../../shared/protocol/pairs.ts";
import { settings as schema, type Settings as All } from "../../shared/protocol/server.ts";
import { call } from "../pages/request.ts";
import { Ticked } from "../form/form.tsx";
import { Page } from "../pages/Page.tsx";
import { applyLook } from "../theme/apply.ts";
import { announce } from "../ui/announce.ts";
import { useView } from "../ui/useClient.ts";
import "../form/form.css";
import "./settings.css";

const answer = z.object({ settings: schema });
const zone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const papers: Record<All["background_color"], string> = {
  cream: "Cream",
  ivory: "Ivory",
  sage: "Sage",
  charcoal: "Charcoal",
  black: "Black",
};
const fonts: readonly (readonly [All["font"], string])[] = [
  ["sans", "Inter"],
  ["serif", "Lora"],
  ["system", "This device’s own"],
  ["mono", "Typewriter"],
  ["readable", "Wide and open"],
];
const enters: readonly (readonly [All["enter_sends"], string, string])[] = [
  ["auto", "As the device does", "Sends short answers with a keyboard; makes a new line on a phone."],
  ["always", "Always sends", "Shift and Enter make a new line."],
  ["never", "Never sends", "Ctrl or ⌘ and Enter send."],
];

/** `/settings` (decision 15): only pairs of paper and ink that can be read are there to choose. */
export function Settings() {
  const present = useView((view) => view.settings);
  const hasThread = useView(({ phase }) => phase === "thread");
  const [ahead, setAhead] = useState<Partial<All>>({});
  const [refused, setRefused] = useState<string | null>(null);
  const line = useRef<Promise<void>>(Promise.resolve());
  if (!hasThread) {
    return (
      <Page title="How it looks and behaves" lead="This belongs to a workbook. Begin one, or sign in.">
        <p className="forms__ways forms">
          <a className="button button--main" href="/">
            Begin
          </a>
          <a className="act" href="/sign-in">
            Sign in
          </a>
        </p>
      </Page>
    );
  }
  const now = { ...present, ...ahead };
  const keep = async (patch: Partial<All>) => {
    const said = await call("PATCH", "/api/settings", answer, { body: patch, timeZone: zone() });
    setRefused(said.ok ? null : said.message);
    if (said.ok) return announce("Kept");
    setAhead({});
    applyLook(present);
  };
  const change = (patch: Partial<All>) => {
    // Seen at once; where it is refused it goes back to what it was.
    const next = { ...ahead, ...patch };
    setAhead(next);
    applyLook({ ...present, ...next });
    // One after the other: the last choice is the one that stays.
    line.current = line.current.then(() => keep(patch));
  };
  return (
    <Page title="How it looks and behaves" lead="For you alone, on all of your devices.">
      <div className="forms">
        {refused === null ? null : (
          <p className="said said--alarm" role="alert">
            {refused}
          </p>
        )}
        <fieldset className="choices">
          <legend>Paper and ink</legend>
          <div className="papers">
            {pairs.map(({ paper, ink }) => (
              <label key={`${paper} ${ink}`} className="paper sample" data-paper={paper} data-ink={ink}>
                <input
                  type="radio"
                  name="pair"
                  checked={now.background_color === paper && now.text_color === ink}
                  onChange={() => change({ background_color: paper, text_color: ink })}
                />
                <span>
                  {papers[paper]}, {ink}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset className="choices">
          <legend>Letters</legend>
          {fonts.map(([font, name]) => (
            <label key={font} className="choice sample" data-font={font}>
              <input type="radio" name="font" checked={now.font === font} onChange={() => change({ font })} />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        <fieldset className="choices">
          <legend>The Enter key</legend>
          {enters.map(([enter, name, more]) => (
            <label key={enter} className="choice">
              <input
                type="radio"
                name="enter"
                checked={now.enter_sends === enter}
                onChange={() => change({ enter_sends: enter })}
              />
              <span>
                {name}
                <small>{more}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <fieldset className="choices">
          <legend>Reminders</legend>
          <Ticked
            words="Remind me of what is due"
            more={
              now.time_zone === null
                ? "When you come back, the conversation says what is due. Your time zone is stored while this is on, and at no other time."
                : `Your time zone is stored for it: ${now.time_zone}.`
            }
            checked={now.reminders}
            onChange={(reminders) => change({ reminders })}
          />
        </fieldset>
      </div>
    </Page>
  );
}
