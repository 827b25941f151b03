import { useEffect, useState } from "react";
import { go } from "../pages/address.ts";
import { Page } from "../pages/Page.tsx";
import { useClient, useView } from "../ui/useClient.ts";
import { broughtAlong, combine, leaveOut, type Along } from "./combining.ts";
import { Form, Told, useAct } from "../form/form.tsx";
import { mergeWords } from "./mergeWords.ts";

/** `/account/combine`: what comes of bringing the thread along, to be read, and one button. */
export function Combine() {
  const client = useClient();
  const [along, setAlong] = useState<Along | null | "looking">("looking");
  useEffect(() => {
    const look = async () => setAlong(await broughtAlong(client));
    void look();
  }, [client]);
  if (along === "looking") return <Page title="Bring both together">{null}</Page>;
  if (along === null) {
    return (
      <Page title="Bring both together" lead="There is nothing that waits to be brought along.">
        <a className="button" href="/">
          Back to the conversation
        </a>
      </Page>
    );
  }
  return <Plan along={along} />;
}

function Plan({ along }: { along: Along }) {
  const client = useClient();
  const outline = useView((view) => view.stem?.outline);
  const [act, run] = useAct();
  const [left, setLeft] = useState(false);
  const { id, plan } = along.offer;
  const titleOf = (module: string) => outline?.find((one) => one.id === module)?.title ?? module;
  const added = plan.instances.length;
  if (left) {
    return (
      <Page title="Left out">
        <div className="forms">
          <Told>Your account is as it was. What you wrote here can be downloaded for thirty days.</Told>
          <p className="forms__ways">
            <a className="button" href={`/api/merge/${id}/lost`} download>
              Download it
            </a>
            <a className="act" href="/">
              Go on
            </a>
          </p>
        </div>
      </Page>
    );
  }
  const submit = async () => {
    if (await run(() => combine(client, along))) go("/");
  };
  const leave = async () => {
    if (await run(() => leaveOut(client, along))) setLeft(true);
  };
  return (
    <Page title="Bring both together" lead={mergeWords}>
      <div className="forms">
        <ul className="things">
          {plan.modules.map(({ id: module, winner }) => (
            <li key={module}>
              <p>
                <b>{titleOf(module)}</b>
                <span>
                  {winner === "theirs" ? "From this session, the newer." : "From your account, the newer."}
                </span>
              </p>
            </li>
          ))}
          {added === 0 ? null : (
            <li>
              <p>
                <b>In your tools</b>
                <span>{added === 1 ? "One thing is added." : `${added} things are added.`}</span>
              </p>
            </li>
          )}
        </ul>
        <Form
          act={act}
          submit="Bring them together"
          busyWords="Locking what is private anew…"
          onSubmit={() => void submit()}
          ways={
            <button type="button" className="act" onClick={() => void leave()}>
              Leave this session’s work out
            </button>
          }
        >
          <p className="forms__soft">What loses stays downloadable for thirty days.</p>
        </Form>
      </div>
    </Page>
  );
}
