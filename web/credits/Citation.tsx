import type { ReactNode } from "react";
import { emphasised } from "../thread/Text.tsx";

/** A sentence ends after an address, and its dot is not the address's. */
const address = /(https:\/\/[^\s]*[^\s.,;])/;

/** A citation with its titles set apart and its addresses as links. */
export function Citation({ text }: { text: string }): ReactNode {
  return text.split(address).map((piece, i) =>
    i % 2 === 0 ? (
      emphasised(piece)
    ) : (
      <a key={piece} href={piece} target="_blank" rel="noreferrer">
        {piece.replace("https://", "")}
        <span className="unseen"> (opens a new tab)</span>
      </a>
    ),
  );
}
