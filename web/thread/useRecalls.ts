import { useMemo } from "react";
import type { Recall, StemBlock } from "../../shared/content/block.ts";
import { useClient, useView } from "../ui/useClient.ts";

const none: readonly Recall[] = [];

/**
 * The learner's own data for a block, made again only when something has changed that it is made from (the client
 * sees to that), and only where it is asked for.
 */
export function useRecalls(block: StemBlock): readonly Recall[] {
  const client = useClient();
  const has = (block.connections ?? []).length > 0;
  const recalls = useView((view) =>
    has && view.state !== null && view.stem !== null ? client.recalls(block) : none,
  );
  const canRecall = useView((view) => has && view.canRecall);
  // Until they are made here they are the server's, who cannot read the sealed ones.
  return useMemo(() => (canRecall ? recalls : recalls.filter((one) => !one.sealed)), [recalls, canRecall]);
}
