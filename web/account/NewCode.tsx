import { useState } from "react";
import { go } from "../pages/address.ts";
import { Page } from "../pages/Page.tsx";
import { useClient } from "../ui/useClient.ts";
import { Code } from "./Code.tsx";
import { makeCode } from "./keeping.ts";
import { useGuarded } from "./PasswordAgain.tsx";

/** `/account/code`: makes a recovery code, in the place of the one before. */
export function NewCode() {
  return (
    <Page
      title="Recovery code"
      lead="The second way to everything, private answers included, without the password. Whoever has it has all of that: keep it apart from this device."
    >
      <div className="forms">
        <MakeCode onKept={() => go("/account")} />
      </div>
    </Page>
  );
}

/** The button, and the code that comes of it. */
export function MakeCode({ onKept }: { onKept: () => void }) {
  const client = useClient();
  const { act, guarded, asks } = useGuarded();
  const [code, setCode] = useState<string | null>(null);
  if (code !== null) return <Code code={code} onKept={onKept} />;
  const make = () => {
    let made: string | null = null;
    void guarded(
      async () => {
        const result = await makeCode(client);
        if (result.ok) made = result.code;
        return result;
      },
      () => setCode(made),
    );
  };
  return (
    <>
      {act.refused === null ? null : <p className="said said--alarm">{act.refused.message}</p>}
      {asks ?? (
        <div className="forms__ways">
          <button type="button" className="button button--main" aria-disabled={act.busy} onClick={make}>
            {act.busy ? "Making it…" : "Make a code"}
          </button>
          <span className="forms__soft">One that you made before stops working.</span>
        </div>
      )}
    </>
  );
}
