import { useId, useState } from "react";
import type { StemBlock } from "../../../shared/content/block.ts";
import { moduleIdOf } from "../../../shared/content/where.ts";
import { onlyMe } from "../../thread/onlyMe.ts";
import { useView } from "../../ui/useClient.ts";
import { listed } from "../words.ts";
import "./onlyMe.css";

/** Beside an answer that is being written, where somebody may read along: it can be kept from them before it is sent. */
export function OnlyMe({ block }: { block: StemBlock }) {
  const live = useView((view) => view.live);
  const id = useId();
  const [isChosen, setChosen] = useState(() => chosenFor(block.id));
  const module = moduleIdOf(block);
  const session = live?.session?.modules.includes(module) === true ? live.session : null;
  const shares = (live?.shares ?? []).filter(({ modules }) => modules.includes(module));
  // What is private nobody sees in any case.
  if (block.private || (session === null && shares.length === 0)) return null;
  const names = [
    ...(session?.facilitators ?? []).map(({ name }) => name),
    ...shares.map(({ name }) => name ?? "whoever opens your link"),
  ];
  const who = listed([...new Set(names)]);
  return (
    <p className="only-me">
      <input
        id={id}
        type="checkbox"
        checked={isChosen}
        onChange={(event) => {
          choose(event.target.checked ? block.id : null);
          setChosen(event.target.checked);
        }}
      />
      <label htmlFor={id}>
        Only me <span>{isChosen ? `${who} will not see this answer` : `${who} can see this answer`}</span>
      </label>
    </p>
  );
}

const key = "dreamtree:only-me";

/** A reload of the tab leaves it chosen; a browser that keeps nothing has it for as long as the page stands. */
function choose(blockId: string | null): void {
  onlyMe.blockId = blockId;
  try {
    sessionStorage.setItem(key, blockId ?? "");
  } catch {
    // Nothing is kept here.
  }
}

function chosenFor(blockId: string): boolean {
  try {
    const isChosen = sessionStorage.getItem(key) === blockId;
    if (isChosen) onlyMe.blockId = blockId;
    return isChosen;
  } catch {
    return false;
  }
}
