import { useState } from "react";
import { Form, PasswordField, useAct } from "../form/form.tsx";
import type { Refused } from "./api.ts";
import { verify } from "./keeping.ts";

/** The server wants to see the password again before it does this (security, Decided: step-up). */
const wantsPassword = (refused: Refused): boolean =>
  refused.code === "forbidden" && refused.fields["auth"] !== undefined;

/**
 * Runs what may ask for the password again: then a small form stands in `asks`, and what was wanted is done after
 * it.
 */
export function useGuarded() {
  const [act, run] = useAct();
  const [wanted, setWanted] = useState<(() => Promise<{ readonly ok: true } | Refused>) | null>(null);
  const [then, setThen] = useState<() => void>(() => () => {});
  const guarded = async (task: () => Promise<{ readonly ok: true } | Refused>, after: () => void) => {
    let asked = false;
    const done = await run(async () => {
      const result = await task();
      if (result.ok || !wantsPassword(result)) return result;
      asked = true;
      return { ok: true };
    });
    if (!done) return;
    if (!asked) return after();
    setThen(() => after);
    setWanted(() => task);
  };
  const asks =
    wanted === null ? null : (
      <PasswordAgain
        onDone={() => {
          setWanted(null);
          void guarded(wanted, then);
        }}
        onCancel={() => setWanted(null)}
      />
    );
  return { act, guarded, asks };
}

export function PasswordAgain({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const [password, setPassword] = useState("");
  const [act, run] = useAct();
  return (
    <section className="said" aria-label="Your password, please">
      <Form
        act={act}
        submit="Go on"
        busyWords="Checking…"
        onSubmit={() => void run(() => verify(password)).then((done) => (done ? onDone() : undefined))}
        ways={
          <button type="button" className="act" onClick={onCancel}>
            Leave it
          </button>
        }
      >
        <p>Enter your password once more. It holds for ten minutes.</p>
        <PasswordField value={password} onChange={setPassword} wrong={act.wrong("auth")} />
      </Form>
    </section>
  );
}
