import type { StemBlock } from "../../shared/content/block.ts";
import type { AnswerProps } from "../model/card.ts";
import { useClient } from "../ui/useClient.ts";
import { onlyMe } from "./onlyMe.ts";
import { useReading } from "./reading.ts";
import { useAnswerProps } from "./useAnswerProps.ts";

/** What the control of the block that waits gets: what is sent takes the conversation on. */
export function useReplyProps(block: StemBlock): AnswerProps {
  const client = useClient();
  const reading = useReading();
  return useAnswerProps(block, {
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
}
