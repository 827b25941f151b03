import type { StemBlock } from "../../shared/content/block.ts";
import { useClient } from "../ui/useClient.ts";
import { PrivateField } from "../private/PrivateField.tsx";
import { useLock } from "../private/useLock.ts";
import { PassedBy } from "./composer/PassedBy.tsx";
import { useKeptDraft } from "./composer/useKeptDraft.ts";
import { BesideLater, DraftLineLater, GateLater, OnlyMeLater } from "./later.tsx";
import { useReading } from "./reading.ts";
import { ToolAnswering } from "./ToolCard.tsx";
import { useReplyProps } from "./useReplyProps.ts";

/** A tool that waits for the learner stands in the thread, in the composer's place. */
export function Waiting({ block }: { block: StemBlock }) {
  const lock = useLock(block);
  const reading = useReading();
  const client = useClient();
  if (lock === "open") return <OpenTool block={block} />;
  return (
    <GateLater lock={lock} onOpening={reading.act} onAnew={() => client.discardDraft(block.id)}>
      <PassedBy block={block} />
    </GateLater>
  );
}

function OpenTool({ block }: { block: StemBlock }) {
  const kept = useKeptDraft(block.id);
  return (
    <>
      <OnlyMeLater block={block} />
      <BesideLater block={block} onTaken={kept.begin} />
      <PrivateField block={block}>
        <Card key={kept.key} block={block} />
      </PrivateField>
      <p className="bar__note">
        <DraftLineLater block={block} kept={kept} />
      </p>
    </>
  );
}

function Card({ block }: { block: StemBlock }) {
  return <ToolAnswering answer={useReplyProps(block)} />;
}
