import { useState } from "react";
import type { AccountAnswer } from "../../shared/protocol/account.ts";
import type { PageProps } from "../pages/pages.ts";
import { Page } from "../pages/Page.tsx";
import { useView } from "../ui/useClient.ts";
import { Arrive } from "./Arrive.tsx";
import { Claim } from "./Claim.tsx";
import { Combine } from "./Combine.tsx";
import { Confirm } from "./Confirm.tsx";
import { Devices } from "./Devices.tsx";
import { Email } from "./Email.tsx";
import { Empty } from "./Empty.tsx";
import { Forgot } from "./Forgot.tsx";
import { Looks } from "./Looks.tsx";
import { NewCode } from "./NewCode.tsx";
import { NotKnown } from "./NotKnown.tsx";
import { Password } from "./Password.tsx";
import { Phone } from "./Phone.tsx";
import { Reopen } from "./Reopen.tsx";
import { Reset } from "./Reset.tsx";
import { Thing } from "./Thing.tsx";
import { Unlock } from "./Unlock.tsx";
import { useAccount } from "./useAccount.ts";
import "../form/form.css";

/** `/account` and what is under it. */
export function Account({ rest }: PageProps) {
  switch (rest[0]) {
    case "arrive":
      return <Arrive />;
    case "code":
      return <NewCode />;
    case "combine":
      return <Combine />;
    case "confirm":
      return <Confirm />;
    case "devices":
      return <Devices />;
    case "empty":
      return <Empty />;
    case "email":
      return <Email />;
    case "forgot":
      return <Forgot />;
    case "looks":
      return <Looks />;
    case "password":
      return <Password />;
    case "phone":
      return <Phone />;
    case "reopen":
      return <Reopen />;
    case "reset":
      return <Reset />;
    case "unlock":
      return <Unlock />;
    default:
      return <Overview />;
  }
}

function Overview() {
  const { known, again } = useAccount();
  if (typeof known === "string") return <NotKnown title="Account" known={known} again={again} />;
  return known.email === null ? (
    <WithoutAccount known={known} onDone={again} />
  ) : (
    <WithAccount known={known} />
  );
}

function WithoutAccount({ known, onDone }: { known: AccountAnswer; onDone: () => void }) {
  const [stands, setStands] = useState(false);
  return (
    <Page
      title={stands ? "Your account is made" : "Make an account"}
      lead={
        stands
          ? "One thing more: the code for the day the password is forgotten."
          : "A second way to your workbook, from any device. What you have written stays where it is, and goes on being yours alone."
      }
    >
      <div className="forms">
        <Claim onDone={onDone} onCode={() => setStands(true)} />
        {stands ? null : (
          <p className="forms__soft">
            You have one already? <a href="/sign-in">Sign in</a>, and both are brought together.
          </p>
        )}
      </div>
      {stands ? null : (
        <>
          <h2>Without an account</h2>
          <ul className="things">
            <Thing
              name="Recovery code"
              words={known.recovery ? "You have one." : "The way back when this browser’s data is cleared."}
              href="/account/code"
              act={known.recovery ? "Make another" : "Make one"}
            />
            <Phones />
          </ul>
          <Small />
        </>
      )}
    </Page>
  );
}

function WithAccount({ known }: { known: AccountAnswer }) {
  const keys = useView((view) => view.keys);
  return (
    <Page title="Account">
      <ul className="things">
        <Thing
          name={known.email ?? ""}
          words={
            known.pending !== null
              ? `To become ${known.pending}: the link is in your mail.`
              : known.confirmed
                ? "Confirmed."
                : known.letters
                  ? "Not confirmed yet: it works for signing in, not for a new password."
                  : "Nobody carries letters here, so it cannot be confirmed, and there is no new password by e-mail."
          }
          href="/account/email"
          act={known.confirmed ? "Change" : "Confirm or change"}
        />
        <Thing
          name="Password"
          words="Also the key to what is private."
          href="/account/password"
          act="Change"
        />
        <Thing
          name="Recovery code"
          words={
            known.recovery
              ? "You have one. It opens everything when the password is forgotten."
              : "None. If the password is forgotten, what is private is lost with it."
          }
          href="/account/code"
          act={known.recovery ? "Make another" : "Make one"}
        />
        {keys === "locked" ? (
          <Thing name="Private answers" words="Locked in this browser." href="/account/unlock" act="Unlock" />
        ) : null}
        <Phones />
      </ul>
      <Small />
    </Page>
  );
}

const Phones = () => (
  <>
    <Thing
      name="Devices"
      words="Where this workbook is open, and how to end it there."
      href="/account/devices"
      act="See them"
    />
    <Thing
      name="Continue on my phone"
      words="A code to point the camera at. Nothing to type."
      href="/account/phone"
      act="Show it"
    />
    <Thing
      name="Who has looked"
      words="Every time a facilitator or a coach looked at what you share."
      href="/account/looks"
      act="See it"
    />
    <Thing
      name="Your data"
      words="Everything out as a file or to read, back in, or deleted for good."
      href="/data"
      act="Open"
    />
    <Thing
      name="How it looks and behaves"
      words="Paper, ink and letters; what the Enter key does; reminders."
      href="/settings"
      act="Open"
    />
  </>
);

const Small = () => (
  <p className="forms__soft forms__foot">
    <a href="/account/reopen">Bring back what an old password locked</a> ·{" "}
    <a href="/privacy" rel="external">
      Privacy
    </a>{" "}
    ·{" "}
    <a href="/legal" rel="external">
      Who runs this
    </a>
  </p>
);
