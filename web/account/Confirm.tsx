import { useState } from "react";
import { Page } from "../pages/Page.tsx";
import { api } from "./api.ts";
import { Form, useAct } from "../form/form.tsx";
import { readLink } from "./resetting.ts";
import { useHash } from "../pages/useHash.ts";

/** `/account/confirm#t=…`. Opening it does nothing: programs that look at letters open every link. */
export function Confirm() {
  const link = useHash(readLink);
  const [email, setEmail] = useState<string | null>(null);
  const [act, run] = useAct();
  if (email !== null) {
    return (
      <Page title="Confirmed" lead={`Letters for your account go to ${email}.`}>
        <a className="button button--main" href="/">
          Go to the workbook
        </a>
      </Page>
    );
  }
  if (link === null) {
    return (
      <Page title="Confirm the address" lead="This link is not whole. Open it from the letter once more.">
        {null}
      </Page>
    );
  }
  const submit = () =>
    void run(async () => {
      const result = await api.confirm(link.token);
      if (result.ok) setEmail(result.body.email);
      return result;
    });
  return (
    <Page title="Confirm the address" lead="One tap, and we know that letters reach you.">
      <Form act={act} submit="Yes, this is my address" onSubmit={submit}>
        {null}
      </Form>
    </Page>
  );
}
