import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { pageTitle, whereIs } from "../outline/where.ts";
import { Conversation } from "../thread/Conversation.tsx";
import { reveal } from "../thread/reveal.ts";
import { arrives } from "./arrives.ts";
import { Bars } from "./Bars.tsx";
import { Boundary } from "./Boundary.tsx";
import { Header, type Opens } from "./Header.tsx";
import { bindingFor } from "./keymap.ts";
import { useView } from "./useClient.ts";
import "./shell.css";

// The rail's place is there from the start: that its lines come a moment later moves nothing.
const Outline = lazy(async () => ({
  default: (await arrives(() => import("../outline/Outline.tsx"))).Outline,
}));
/** Speaks of what happens after something was sent: there by then. */
const SendSpeech = lazy(async () => ({
  default: (await arrives(() => import("./SendSpeech.tsx"))).SendSpeech,
}));
const Sheets = lazy(() => arrives(() => import("./Sheets.tsx")));

/** The learner's page: header, outline, conversation. */
export function Shell({ stem, state }: { stem: Stem; state: LearnerState }) {
  const waiting = useView((view) => view.waiting);
  const atEnd = useView((view) => view.atEnd);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const revealed = useMemo(() => reveal(stem, state, opened, atEnd), [stem, state, opened, atEnd]);
  const [open, setOpen] = useState<Opens | null>(null);
  const here =
    revealed.gate?.block ?? waiting ?? stem.blocks[Math.min(state.delivered, stem.blocks.length - 1)] ?? null;
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
        <Boundary what="The outline">
          <Suspense fallback={null}>
            <Outline here={here} />
          </Suspense>
        </Boundary>
      </nav>
      <div className="shell__page">
        <Bars />
        <Conversation
          stem={stem}
          state={state}
          revealed={revealed}
          onOpen={(blockId) => setOpened((now) => new Set(now).add(blockId))}
        />
      </div>
      <Suspense fallback={null}>
        <SendSpeech />
      </Suspense>
      {open === null ? null : (
        <Boundary what="This page">
          <Suspense fallback={null}>
            <Sheets open={open} here={here} onClose={close} />
          </Suspense>
        </Boundary>
      )}
    </div>
  );
}
