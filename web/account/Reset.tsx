import { go } from "../pages/address.ts";
import { Page } from "../pages/Page.tsx";
import { useClient } from "../ui/useClient.ts";
import { Form, useAct } from "../form/form.tsx";
import { lostWords } from "./lost.ts";
import { NewPassword, useNewPassword } from "./NewPassword.tsx";
import { readLink, reset } from "./resetting.ts";
import { useHash } from "../pages/useHash.ts";

/** `/account/reset#t=…`: the letter's link. Opening it does nothing; the button does. */
export function Reset() {
  const client = useClient();
  const link = useHash(readLink);
  const password = useNewPassword([]);
  const [act, run] = useAct();
  if (link === null || link.userId === null) {
    return (
      <Page
        title="A new password"
        lead="This link is not whole. Open it from the letter once more, or ask for another."
      >
        <a className="button button--main" href="/account/forgot">
          Ask for another
        </a>
      </Page>
    );
  }
  const { token, userId } = link;
  const submit = async () => {
    const set = () => reset(client, { token, userId, password: password.value });
    if (await run(set, password.isFit)) go("/account/reopen");
  };
  return (
    <Page title="A new password">
      <div className="forms">
        <p className="said">{lostWords}</p>
        <p>
          What is locked is kept for thirty days. If the old password comes back to you, it brings all of it
          back.
        </p>
        <Form
          act={act}
          submit="Set the new password"
          busyWords="Making your key…"
          onSubmit={() => void submit()}
          ways={
            act.refused?.code === "expired" ? (
              <a className="act" href="/account/forgot">
                Ask for another letter
              </a>
            ) : null
          }
        >
          <NewPassword words="New password" choice={password.choice} />
        </Form>
      </div>
    </Page>
  );
}
