import { useMemo } from "react";
import type { Recall, StemBlock } from "../../shared/content/block.ts";
import { useClient, useView } from "../ui/useClient.ts";

const none: readonly Recall[] = [];

/** The learner's own data for a block, made again only when answers change, and only where it is asked for. */
export function useRecalls(block: StemBlock): readonly Recall[] {
  const client = useClient();
  const has = (block.connections ?? []).length > 0;
  const answers = useView((view) => (has ? view.state?.answers : undefined));
  return useMemo(() => (answers === undefined ? none : client.recalls(block)), [client, block, answers]);
}
