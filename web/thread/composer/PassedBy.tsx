import type { StemBlock } from "../../../shared/content/block.ts";
import { useClient } from "../../ui/useClient.ts";
import { useReading } from "../reading.ts";
import { SkipMenu } from "../../ui/SkipMenu.tsx";

/** The way past a question whose field is not there. */
export function PassedBy({ block }: { block: StemBlock }) {
  const client = useClient();
  const reading = useReading();
  if (block.required) return null;
  return (
    <SkipMenu
      onSkip={(scope) => {
        reading.act();
        client.skip(block.id, scope);
      }}
    />
  );
}
