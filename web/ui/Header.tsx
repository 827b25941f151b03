import { useId, useRef } from "react";
import { isAssessmentOpen } from "../../shared/engine/assessmentOpen.ts";
import type { Where } from "../outline/where.ts";
import { MenuIcon } from "./icons.tsx";
import { SavedState } from "./SavedState.tsx";
import { useView } from "./useClient.ts";

export type Opens = "outline" | "keys" | "signout";

/** The mark, where you are, whether it is saved, and the few things that are not the conversation. */
export function Header({ where, onOpen }: { where: Where | null; onOpen: (what: Opens) => void }) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  // Before the levels are chosen the page has nothing of the learner's.
  const hasLevels = useView((view) => view.state !== null && isAssessmentOpen(view.state));
  const item = (what: Opens, words: string, className?: string) => (
    <li className={className}>
      <button
        type="button"
        onClick={() => {
          menu.current?.hidePopover();
          onOpen(what);
        }}
      >
        {words}
      </button>
    </li>
  );
  return (
    <header className="head">
      <button
        type="button"
        className="head__skip"
        onClick={() => document.getElementById("conversation")?.focus()}
      >
        Skip to the conversation
      </button>
      <span className="head__mark">DreamTree</span>
      <h1 className="head__where">{where === null ? "Your workbook" : <Place where={where} />}</h1>
      <SavedState />
      <button type="button" className="head__menu" popoverTarget={id} aria-label="Menu">
        <MenuIcon />
        <span className="head__word">Menu</span>
      </button>
      <div id={id} ref={menu} popover="auto" className="sheet menu">
        <ul>
          {item("outline", "Outline", "menu__narrow")}
          {item("keys", "Keyboard shortcuts", "menu__keys")}
          <li>
            <a href="/dashboard">Your day</a>
          </li>
          <li>
            <a href="/tools">Tools</a>
          </li>
          <li>
            <a href="/profile">What you have gathered</a>
          </li>
          {hasLevels ? (
            <li>
              <a href="/competencies">Competencies</a>
            </li>
          ) : null}
          <li>
            <a href="/account">Account and devices</a>
          </li>
          <li>
            <a href="/data">Your data</a>
          </li>
          <li>
            <a href="/settings">How it looks</a>
          </li>
          <li>
            <a href="/join">Join a session</a>
          </li>
          <li>
            <a href="/share">Share with a coach</a>
          </li>
          <li>
            <a href="/credits">Sources and credits</a>
          </li>
          {item("signout", "Sign out")}
        </ul>
      </div>
    </header>
  );
}

/** Part · module · exercise; the last of them stands out. */
function Place({ where }: { where: Where }) {
  const names = [where.part, where.module, where.exercise].filter((name) => name !== "");
  const last = names.at(-1);
  return (
    <>
      {names.slice(0, -1).map((name) => (
        <span key={name} className="head__above">
          {name}
          <span aria-hidden="true"> · </span>
        </span>
      ))}
      <b>{last}</b>
    </>
  );
}
