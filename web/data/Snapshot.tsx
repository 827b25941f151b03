import { useState } from "react";
import type { Wallet } from "../../shared/export/wallet.ts";
import { Told, useAct } from "../form/form.tsx";
import { useLoaded } from "../pages/useLoaded.ts";
import { Page } from "../pages/Page.tsx";
import { api } from "./api.ts";
import { Attested } from "./Attested.tsx";
import { saveFile } from "./save.ts";

/** `/data/snapshot`: the wallet (decision 32). */
export function Snapshot() {
  const { said } = useLoaded(api.wallet);
  const [made, setMade] = useState<Wallet | null>(null);
  const [act, run] = useAct();
  const wallet = made ?? (said?.ok === true ? said.body : null);
  const make = () =>
    void run(async () => {
      const result = await api.makeWallet(crypto.randomUUID());
      if (result.ok) setMade(result.body);
      return result;
    });
  return (
    <Page
      title="Signed record"
      lead="A file that says which parts of the workbook you have completed and when, signed by us. With your answers in it as well, if you want: the private ones stay locked."
    >
      <div className="forms">
        {act.refused === null ? null : <p className="said said--alarm">{act.refused.message}</p>}
        {made === null ? null : <Told>A new record was made and signed.</Told>}
        {wallet === null ? (
          said === null ? null : (
            <p>None was made yet. One is also made every day on which something has changed.</p>
          )
        ) : (
          <Attested attestation={wallet.attestation} />
        )}
        <p className="forms__ways">
          {wallet === null ? null : (
            <button
              type="button"
              className="button button--main"
              onClick={() => saveFile("dreamtree-record.json", { ...wallet, snapshot: null })}
            >
              Download it
            </button>
          )}
          {wallet === null || wallet.snapshot === null ? null : (
            <button
              type="button"
              className="button"
              onClick={() => saveFile("dreamtree-record-with-answers.json", wallet)}
            >
              With my answers in it
            </button>
          )}
          <button type="button" className="button" aria-disabled={act.busy} onClick={make}>
            {act.busy ? "Signing…" : wallet === null ? "Make one" : "Make a new one"}
          </button>
        </p>
        <p className="forms__soft">
          Whoever gets it can check it at <a href="/verify">/verify</a>, or without us with twenty lines of
          code that stand in our README. To somebody else give the one without answers: the signature holds
          without them.
        </p>
      </div>
    </Page>
  );
}
