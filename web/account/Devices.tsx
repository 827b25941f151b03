import { Page } from "../pages/Page.tsx";
import { announce } from "../ui/announce.ts";
import { dayName, time } from "../ui/when.ts";
import { api } from "./api.ts";
import { useGuarded } from "./PasswordAgain.tsx";
import { useLoaded } from "../pages/useLoaded.ts";

/** `/account/devices`: where this workbook is open; ending it there closes it within a second. */
export function Devices() {
  const { said, again } = useLoaded(api.devices);
  const { act, guarded, asks } = useGuarded();
  const devices = said?.ok === true ? said.body.sessions : [];
  const ended = (words: string) => () => {
    announce(words);
    again();
  };
  const others = devices.filter((one) => !one.current);
  return (
    <Page
      title="Devices"
      lead="Where your workbook is open. A device that you end is signed out within a second, and the key to what is private goes with it."
    >
      <div className="forms">
        {act.refused === null ? null : <p className="said said--alarm">{act.refused.message}</p>}
        {asks}
        <ul className="things">
          {devices.map(({ id, label, current, createdAt, lastSeenAt }) => (
            <li key={id}>
              <p>
                <b>{named(label)}</b>
                <span>
                  {current ? "This one, here." : `Last seen ${on(lastSeenAt)}, about ${time(lastSeenAt)}.`}{" "}
                  Since {on(createdAt)}.
                </span>
              </p>
              {current ? null : (
                <button
                  type="button"
                  className="act"
                  aria-label={`End it: ${named(label)}`}
                  onClick={() => void guarded(() => api.endDevice(id), ended("Signed out there"))}
                >
                  End it
                </button>
              )}
            </li>
          ))}
        </ul>
        {others.length < 2 ? null : (
          <p className="forms__ways">
            <button
              type="button"
              className="button"
              onClick={() => void guarded(() => api.endOthers(), ended("All others are signed out"))}
            >
              End all others
            </button>
          </p>
        )}
      </div>
    </Page>
  );
}

/** Within a sentence. */
const on = (at: string): string => dayName(at).replace(/^(Today|Yesterday)$/, (word) => word.toLowerCase());
const named = (label: string | null): string =>
  label === null || label === "another device" ? "A device" : label;
