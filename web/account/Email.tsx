import { useState } from "react";
import { Page } from "../pages/Page.tsx";
import { api } from "./api.ts";
import { EmailField, Form, Told } from "../form/form.tsx";
import { NoAccount, NotKnown } from "./NotKnown.tsx";
import { useGuarded } from "./PasswordAgain.tsx";
import { useAccount } from "./useAccount.ts";

/** `/account/email`: another address, or another link for this one. */
export function Email() {
  const { known, again } = useAccount();
  const [next, setNext] = useState("");
  const [sent, setSent] = useState<string | null>(null);
  const { act, guarded, asks } = useGuarded();
  if (typeof known === "string") return <NotKnown title="E-mail address" known={known} again={again} />;
  if (known.email === null) return <NoAccount title="E-mail address" />;
  const { email, confirmed, letters } = known;
  const send = (address: string) =>
    void guarded(
      () => api.email(address),
      () => {
        setSent(letters ? address : null);
        setNext("");
        again();
      },
    );
  return (
    <Page
      title="E-mail address"
      lead={
        confirmed
          ? `It is ${email}, and letters arrive there.`
          : `It is ${email}. We do not know yet that letters arrive there.`
      }
    >
      <div className="forms">
        {sent === null ? null : (
          <Told>A letter is on its way to {sent}. Open the link in it, and press the button there.</Told>
        )}
        {asks}
        {confirmed || !letters ? null : (
          <p className="forms__ways">
            <button
              type="button"
              className="button button--main"
              aria-disabled={act.busy}
              onClick={() => send(email)}
            >
              Send me the link again
            </button>
          </p>
        )}
        <Form act={act} submit="Change it" onSubmit={() => send(next)}>
          <EmailField
            value={next}
            onChange={setNext}
            wrong={act.wrong("email")}
            hint={
              letters
                ? "The new address, where we send a link. Until you follow it everything stays as it is; the old address hears of it too."
                : "The new address. Nobody carries letters here: it is changed at once, and stays unconfirmed."
            }
          />
        </Form>
      </div>
    </Page>
  );
}
