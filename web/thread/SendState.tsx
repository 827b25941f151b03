import { use } from "react";
import type { Sending } from "../model/client.ts";
import { useClient } from "../ui/useClient.ts";
import { TabStop } from "./Text.tsx";

interface Props {
  readonly sending: Sending;
  /** Of its buttons; without it as in the thread, where Tab goes from message to message. */
  readonly tab?: number;
  /** Called when what was refused is a draft again. */
  readonly onEdit?: () => void;
}

/** Where one answer is on its way, in the words of ux 3.8. An answer that is kept or saved says nothing here. */
export function SendState({ sending, tab: given, onEdit }: Props) {
  const client = useClient();
  const inThread = use(TabStop);
  const tab = given ?? inThread;
  const retry = (
    <button type="button" className="act" tabIndex={tab} onClick={() => client.retry(sending.opId)}>
      Retry
    </button>
  );
  switch (sending.state) {
    case "kept":
    case "saved":
      return null;
    case "sending":
      return <span className="sending">Sending</span>;
    case "storing":
      return <span>Kept. Storing shortly.</span>;
    case "offline":
      return <span>Offline. Kept on this device.</span>;
    case "unconfirmed":
      return (
        <>
          <span>Not confirmed yet</span>
          {retry}
        </>
      );
    case "failed":
      return (
        <>
          <span className="failed">Not saved: {sending.reason ?? "it could not be taken"}</span>
          <button
            type="button"
            className="act"
            tabIndex={tab}
            onClick={() => {
              client.takeBack(sending.opId);
              onEdit?.();
            }}
          >
            Edit
          </button>
          {retry}
        </>
      );
  }
}
