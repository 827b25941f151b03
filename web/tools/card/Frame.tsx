import { useId, type ReactNode } from "react";
import type { AnswerProps } from "../../model/card.ts";
import { SkipMenu } from "../../ui/SkipMenu.tsx";
import { BroughtBack } from "./BroughtBack.tsx";
import { onKeys } from "./keys.ts";
import { sourcesOf } from "./sources.ts";
import { ToolIcon } from "./ToolIcon.tsx";
import "./card.css";

interface FrameProps {
  readonly card: AnswerProps;
  readonly title: string;
  /** What is left, or how much there is: at the title's right. */
  readonly left: string;
  /** Said politely when it changes; the focus stays where it is. */
  readonly said: string;
  readonly onSend: () => void;
  /** Whether rows with `use: show` stand above the tool as they came. */
  readonly showsRows?: boolean;
  /** Whether it is said at the bottom where its rows came from; where they stand under their sources that is enough. */
  readonly showsSources?: boolean;
  readonly children: ReactNode;
}

/** What all tool cards have: the title row, the place for the tool, where its data came from, its instructions, the buttons. */
export function Frame({
  card,
  title,
  left,
  said,
  onSend,
  showsRows = true,
  showsSources = true,
  children,
}: FrameProps) {
  const titleId = useId();
  const editing = card.mode === "edit";
  const sends = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    // The key belongs to the card: no control inside takes it for its own Enter.
    event.stopPropagation();
    onSend();
  };
  const sources = showsSources ? sourcesOf(card.recalls) : [];
  return (
    <fieldset className="tool" aria-labelledby={titleId} tabIndex={-1} data-composer ref={onKeys(sends)}>
      <header className="tool-head">
        {card.about === undefined ? null : <ToolIcon name={card.about.icon} />}
        <h3 id={titleId}>{title}</h3>
        <span className="tool-left">{left}</span>
      </header>
      {showsRows && card.recalls.map((one) => <BroughtBack key={one.label} recall={one} />)}
      {children}
      {sources.length > 0 && <p className="tool-from">{sources.join(" · ")}</p>}
      {card.about === undefined ? null : (
        <details className="tool-how">
          <summary>How this works</summary>
          <p>{card.about.description}</p>
          <p>{card.about.instructions}</p>
        </details>
      )}
      <div className="tool-bar">
        {editing && card.onCancel !== undefined && (
          <button type="button" className="act" onClick={card.onCancel}>
            {card.words?.cancel ?? "Keep my old answer"}
          </button>
        )}
        {!editing && card.onSkip !== undefined && <SkipMenu onSkip={card.onSkip} />}
        {!editing && card.block.required && <span className="tool-needed">A later part needs this one</span>}
        <button type="button" className="button button--main tool-send" onClick={onSend}>
          {card.words?.send ?? (editing ? "Save change" : "Send")}
        </button>
      </div>
      <output className="unseen">{said}</output>
    </fieldset>
  );
}
