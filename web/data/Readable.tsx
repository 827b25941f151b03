import { useEffect, useState } from "react";
import type { Stem } from "../../shared/engine/stem.ts";
import { go } from "../pages/address.ts";
import { Page } from "../pages/Page.tsx";
import { useClient } from "../ui/useClient.ts";
import { api } from "./api.ts";
import { inTheClear, type Clear } from "./clear.ts";
import { PasswordFirst } from "./PasswordFirst.tsx";
import { Printed } from "./Printed.tsx";
import { saveFile } from "./save.ts";

/** `/data/read`: the readable export, made in this browser (decision 31). */
export function Readable() {
  return (
    <Page title="Everything you wrote">
      <div className="forms">
        <PasswordFirst onCancel={() => go("/data")}>
          <Opened />
        </PasswordFirst>
      </div>
    </Page>
  );
}

type State = "opening" | "failed" | (Clear & { readonly stem: Stem });

async function opened(client: ReturnType<typeof useClient>): Promise<State> {
  const [said, stem] = [await api.export(), await client.wholeStem()];
  return said.ok && stem !== null ? { ...(await inTheClear(client, stem, said.body)), stem } : "failed";
}

function Opened() {
  const [round, setRound] = useState(1);
  return <Once key={round} onAgain={() => setRound(round + 1)} />;
}

function Once({ onAgain }: { onAgain: () => void }) {
  const client = useClient();
  const [state, setState] = useState<State>("opening");
  useEffect(() => {
    let gone = false;
    const run = async () => {
      const next = await opened(client).catch((): State => "failed");
      if (!gone) setState(next);
    };
    void run();
    return () => {
      gone = true;
    };
  }, [client]);
  if (state === "opening") return <p className="forms__soft">Opening it…</p>;
  if (state === "failed") {
    return (
      <p className="said said--alarm" role="alert">
        It could not be fetched just now.{" "}
        <button type="button" className="act" onClick={onAgain}>
          Try again
        </button>
      </p>
    );
  }
  return (
    <>
      <p className="not-printed">
        Opened here, in this browser. A file or a sheet of paper is not locked any more: keep it where you
        keep what is private.
      </p>
      {state.locked === 0 ? null : (
        <p className="said said--alarm">
          {state.locked === 1 ? "One private field is" : `${state.locked} private fields are`} still locked:
          the key is not in this browser. <a href="/account/unlock">Unlock</a>
        </p>
      )}
      <p className="forms__ways not-printed">
        <button type="button" className="button button--main" onClick={() => print()}>
          Print it
        </button>
        <button
          type="button"
          className="button"
          onClick={() => saveFile("dreamtree-readable.json", state.file)}
        >
          Save as a file
        </button>
      </p>
      <Printed stem={state.stem} file={state.file} />
    </>
  );
}
