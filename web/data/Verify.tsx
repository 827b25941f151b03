import { useState } from "react";
import { isAttested, wallet, type Attestation } from "../../shared/export/wallet.ts";
import type { Refused } from "../pages/request.ts";
import { Told, useAct } from "../form/form.tsx";
import { Page } from "../pages/Page.tsx";
import { api } from "./api.ts";
import { Attested } from "./Attested.tsx";
import { ChooseFile } from "./ChooseFile.tsx";
import "../form/form.css";
import "./data.css";

const notOne: Refused = {
  ok: false,
  code: "refused",
  message: "This is not a signed record of DreamTree.",
  fields: { file: "This is not a signed record of DreamTree." },
};

function read(bytes: Uint8Array) {
  try {
    return wallet.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null;
  } catch {
    return null;
  }
}

type Verdict =
  | { readonly is: "genuine"; readonly attestation: Attestation }
  | { readonly is: "foreign" | "changed" };

/** `/verify`, for anybody: whether a record that somebody was given is what we signed. */
export function Verify() {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [act, run] = useAct();
  const choose = (bytes: Uint8Array) =>
    void run(async () => {
      setVerdict(null);
      const found = read(bytes);
      if (found === null) return notOne;
      // The answers in it are nobody's business: what they hash to is looked at here, and only the rest is sent.
      const { attestation, snapshot = null } = found;
      const result = await api.verify({ ...found, snapshot: null });
      if (!result.ok) return result;
      if (!result.body.valid) setVerdict({ is: "foreign" });
      else if (!isAttested(attestation, snapshot)) setVerdict({ is: "changed" });
      else setVerdict({ is: "genuine", attestation });
      return result;
    });
  const isGeneral = act.refused !== null && act.wrong("file") === undefined;
  return (
    <Page
      title="Check a record"
      lead="Somebody has given you a signed record of their work. Here you see whether we signed it, and what it says."
    >
      <div className="forms">
        {isGeneral ? <p className="said said--alarm">{act.refused?.message}</p> : null}
        <ChooseFile
          words="The record"
          hint={
            act.busy
              ? "Checking…"
              : "dreamtree-record.json. If there are answers in it, they do not leave this device."
          }
          wrong={act.wrong("file")}
          onChoose={choose}
        />
        {verdict === null ? null : <Said verdict={verdict} />}
      </div>
    </Page>
  );
}

function Said({ verdict }: { verdict: Verdict }) {
  if (verdict.is === "genuine") {
    return (
      <>
        <Told>It is genuine: we signed this, and nothing in it was changed.</Told>
        <Attested attestation={verdict.attestation} />
      </>
    );
  }
  return (
    <p className="said said--alarm" role="alert">
      {verdict.is === "changed"
        ? "We signed a record like this, but the answers in this file are not the ones that were signed."
        : "We have not signed this, or somebody has changed it."}
    </p>
  );
}
