import { lazy, Suspense, useEffect, useState } from "react";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { Outline } from "../outline/Outline.tsx";
import { pageTitle, whereIs } from "../outline/where.ts";
import { Conversation } from "../thread/Conversation.tsx";
import { Bars } from "./Bars.tsx";
import { Header, type Opens } from "./Header.tsx";
import { bindingFor } from "./keymap.ts";
import { KeySheet } from "./KeySheet.tsx";
import { SendSpeech } from "./SendSpeech.tsx";
import { SignOut } from "./SignOut.tsx";
import { useView } from "./useClient.ts";
import "./shell.css";

const Dialog = lazy(() => import("./Dialog.tsx"));
const titles: Record<Opens, string> = { outline: "Outline", keys: "Keyboard shortcuts", signout: "Sign out" };

/** The learner's page: header, outline, conversation. */
export function Shell({ stem, state }: { stem: Stem; state: LearnerState }) {
  const waiting = useView((view) => view.waiting);
  const [open, setOpen] = useState<Opens | null>(null);
  const here = waiting ?? stem.blocks[Math.min(state.delivered, stem.blocks.length - 1)] ?? null;
  const where = here === null ? null : whereIs(stem, here);
  const title = pageTitle(where);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const at = event.target;
      if (at instanceof HTMLElement && at.closest("textarea, input, [contenteditable]") !== null) return;
      if (bindingFor("outside a text field", event) === "sheet") setOpen("keys");
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  const close = () => setOpen(null);
  return (
    <div className="shell">
      <Header where={where} onOpen={setOpen} />
      <nav className="rail" aria-label="Outline">
        <Outline here={here} />
      </nav>
      <div className="shell__page">
        <Bars />
        <Conversation stem={stem} state={state} />
      </div>
      <SendSpeech />
      {open === null ? null : (
        <Suspense fallback={null}>
          <Dialog title={titles[open]} side={open === "outline"} onClose={close}>
            {open === "outline" ? <Outline here={here} onJump={close} /> : null}
            {open === "keys" ? <KeySheet /> : null}
            {open === "signout" ? <SignOut onStay={close} /> : null}
          </Dialog>
        </Suspense>
      )}
    </div>
  );
}
