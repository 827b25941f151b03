import { useEffect, useState } from "react";
import type { Client } from "../model/client.ts";
import { Page } from "../pages/Page.tsx";
import { announce } from "../ui/announce.ts";
import { Qr } from "../ui/Qr.tsx";
import { useClient } from "../ui/useClient.ts";
import { api } from "./api.ts";
import { handoverWrapping, newHandoverSecret } from "./entering.ts";
import { Told } from "../form/form.tsx";
import { secretsHere } from "./keys.ts";

const lookEveryMs = 1_500;

interface Ticket {
  readonly id: string;
  readonly link: string;
}

/** A ticket, its key left with it, and the address for the other device. */
async function newTicket(client: Client): Promise<Ticket | null> {
  const ticket = await api.handover();
  if (!ticket.ok) return null;
  const { id } = ticket.body;
  const secret = newHandoverSecret();
  const { wrapping, by } = await handoverWrapping(secret, id);
  // Where nothing was ever private there is no key, and none is made for this.
  const sealed = (await (await secretsHere(client))?.withKey(wrapping, by)) ?? null;
  const left = await api.leaveKey(id, sealed);
  return left.ok ? { id, link: `${location.origin}/#h=${ticket.body.ticket}.${secret}` } : null;
}

/** `/account/phone`: a code for the other device's camera. Two minutes, once, and one tap ends it. */
export function Phone() {
  const [round, setRound] = useState(1);
  return (
    <Page
      title="Continue on my phone"
      lead="Point the other device’s camera at this code. It opens your workbook there, without a password, and brings the key to what is private along."
    >
      <div className="forms">
        <Code key={round} onAnother={() => setRound(round + 1)} />
      </div>
    </Page>
  );
}

type State = "making" | "failed" | "waiting" | "accepted" | "ended";

function Code({ onAnother }: { onAnother: () => void }) {
  const client = useClient();
  const [ticket, setTicket] = useState<Ticket | null>(null);
  const [state, setState] = useState<State>("making");
  const [label, setLabel] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    const make = async () => {
      const made = await newTicket(client);
      if (gone) return;
      setTicket(made);
      setState(made === null ? "failed" : "waiting");
    };
    void make();
    return () => {
      gone = true;
    };
  }, [client]);
  const id = ticket?.id ?? null;
  const isWaiting = state === "waiting";
  useEffect(() => {
    if (id === null || !isWaiting) return;
    const look = async () => {
      const said = await api.handoverState(id);
      if (!said.ok || said.body.state === "waiting") return;
      setLabel(said.body.label);
      setState(said.body.state === "accepted" ? "accepted" : "ended");
    };
    const timer = setInterval(() => void look(), lookEveryMs);
    return () => clearInterval(timer);
  }, [id, isWaiting]);
  const end = async () => {
    if (id === null || !(await api.endHandover(id)).ok) return;
    announce("Ended. A device that came by it is signed out.");
    setState("ended");
  };
  const stop = (words: string) => (
    <button type="button" className="button" onClick={() => void end()}>
      {words}
    </button>
  );
  switch (state) {
    case "making":
      return <p className="forms__soft">Making the code…</p>;
    case "failed":
    case "ended":
      return (
        <>
          <Told>
            {state === "failed"
              ? "The code could not be made just now."
              : "This code does not work any more."}
          </Told>
          <button type="button" className="button button--main" onClick={onAnother}>
            Make another
          </button>
        </>
      );
    case "waiting":
      return (
        <>
          <Qr text={ticket?.link ?? ""} says="A QR code for the camera of your other device" />
          <p className="forms__soft">
            It works once, for two minutes. Show it to nobody but your own device: whoever points a camera at
            it is in.
          </p>
          {stop("Stop")}
        </>
      );
    case "accepted":
      return (
        <>
          <Told>{label ?? "The other device"} is in. Was that you?</Told>
          <p className="forms__ways">
            <a className="button button--main" href="/">
              Yes, go on
            </a>
            {stop("No, end it there")}
          </p>
        </>
      );
  }
}
