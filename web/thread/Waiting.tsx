import type { StemBlock } from "../../shared/content/block.ts";
import { useClient } from "../ui/useClient.ts";
import { PrivateField } from "../private/PrivateField.tsx";
import { useLock } from "../private/useLock.ts";
import { PassedBy } from "./composer/PassedBy.tsx";
import { useKeptDraft } from "./composer/useKeptDraft.ts";
import { BesideLater, DraftLineLater, GateLater, OnlyMeLater } from "./later.tsx";
import { onlyMe } from "./onlyMe.ts";
import { useReading } from "./reading.ts";
import { ToolAnswering } from "./ToolCard.tsx";
import { useAnswerProps } from "./useAnswerProps.ts";

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
  const client = useClient();
  const reading = useReading();
  const answer = useAnswerProps(block, {
    mode: "answer",
    value: undefined,
    onSubmit(value) {
      reading.act();
      const isOnlyMine = onlyMe.blockId === block.id;
      // In a task of its own: to draw the next turn below a long thread is no part of the tap.
      setTimeout(() => client.reply(block.id, value, isOnlyMine));
    },
    onSkip: block.required
      ? undefined
      : (scope) => {
          reading.act();
          client.skip(block.id, scope);
        },
  });
  return <ToolAnswering answer={answer} />;
}
