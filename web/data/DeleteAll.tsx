import { useState } from "react";
import { Form, Labelled, Told, useAct } from "../form/form.tsx";
import { useLoaded } from "../pages/useLoaded.ts";
import { go } from "../pages/address.ts";
import { Page } from "../pages/Page.tsx";
import { useClient } from "../ui/useClient.ts";
import { api, type Receipt } from "./api.ts";
import { PasswordFirst } from "./PasswordFirst.tsx";
import { thingsIn } from "./receipt.ts";

/** What has to be typed: long enough that no hand does it by itself. */
const word = "delete everything";

/** `/data/delete`: what there is, said first; then a typed word, and no undo (decision 36). */
export function DeleteAll() {
  const [gone, setGone] = useState<Receipt | null>(null);
  if (gone !== null) return <Gone receipt={gone} />;
  return (
    <Page
      title="Delete everything"
      lead="Your account and all that belongs to it, at once and for good. There is no undo, and nobody here can bring it back."
    >
      <div className="forms">
        <PasswordFirst onCancel={() => go("/data")}>
          <Sure onGone={setGone} />
        </PasswordFirst>
      </div>
    </Page>
  );
}

function Sure({ onGone }: { onGone: (receipt: Receipt) => void }) {
  const client = useClient();
  const { said, again } = useLoaded(api.receipt);
  const [typed, setTyped] = useState("");
  const [act, run] = useAct();
  if (said === null) return null;
  if (!said.ok) {
    return (
      <p className="said said--alarm">
        {said.message}{" "}
        <button type="button" className="act" onClick={again}>
          Try again
        </button>
      </p>
    );
  }
  const submit = () =>
    void run(async () => {
      if (typed.trim().toLowerCase() !== word) {
        const message = `Type “${word}”, and nothing else.`;
        return { ok: false, code: "refused", message, fields: { word: message } };
      }
      const result = await api.deleteAccount();
      if (!result.ok) return result;
      onGone(result.body);
      // The key and the kept text of it go from this device too, and from every other tab.
      await client.signOut({ force: true });
      return result;
    });
  return (
    <>
      <p>This is what goes:</p>
      <Counts receipt={said.body} />
      <p>
        If you want to keep a copy, <a href="/data">take it out first</a>. What a facilitator has seen of it
        they have seen; it goes from their reports as well.
      </p>
      <Form
        act={act}
        submit="Delete everything"
        busyWords="Deleting…"
        onSubmit={submit}
        ways={
          <a className="act" href="/data">
            Keep it
          </a>
        }
      >
        <Labelled
          words={`To be sure, type “${word}”`}
          name="word"
          value={typed}
          onChange={setTyped}
          wrong={act.wrong("word")}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
      </Form>
    </>
  );
}

function Counts({ receipt }: { receipt: Receipt }) {
  return (
    <table className="receipt">
      <tbody>
        {thingsIn(receipt).map(([name, n]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{n}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Gone({ receipt }: { receipt: Receipt }) {
  return (
    <Page title="It is gone">
      <div className="forms">
        <Told>
          {receipt.pending === true
            ? "Your workbook is closed and its copy in our objects is gone. The database cannot be reached at the moment; it is deleted there as soon as it can, by itself."
            : "Everything below was deleted, on this device too."}
        </Told>
        <Counts receipt={receipt} />
        <p className="forms__ways not-printed">
          <button type="button" className="button" onClick={() => print()}>
            Print this receipt
          </button>
          <a className="act" href="/">
            Leave
          </a>
        </p>
      </div>
    </Page>
  );
}
