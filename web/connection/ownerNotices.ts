import type { Notice } from "../model/client.ts";
import type { Environment } from "./environment.ts";
import { isUnresolved } from "./outbox.ts";
import type { OwnerPort } from "./owner.ts";

/** What the learner is told beside the answers, once, in the words of ux 3.12. */
export function createOwnerNotices(env: Environment, port: OwnerPort) {
  /** What waited when the line came back, and the last event of it once that is known. */
  let backlog: Map<string, number | null> | null = null;

  function say(kind: Notice["kind"], text: string) {
    const rest = port.model().line.notices.filter((one) => one.kind !== kind);
    port.set({ line: { notices: [...rest, { id: env.uuid(), kind, text }] } });
  }

  return {
    contentUpdated(kept: number, added: number) {
      const answers = kept === 1 ? "Your answer is kept" : `Your ${kept} answers are kept`;
      const fresh = added === 1 ? "one question is new" : `${added} questions are new`;
      const told = [kept === 0 ? [] : answers, added === 0 ? [] : fresh].flat().join("; ");
      say("content_updated", `This workbook was updated.${told === "" ? "" : ` ${sentence(told)}.`}`);
    },
    backOnline() {
      const waiting = port.model().ops.filter(isUnresolved);
      backlog = new Map(waiting.map((op) => [op.opId, null]));
    },
    acked(opId: string, seq: number) {
      if (backlog?.has(opId) !== true) return;
      backlog.set(opId, seq);
      // It may be in D1 already, where only the word of it was lost.
      look();
    },
    look,
  };

  /** "Back online. 2 answers saved." is said when they are in D1, not before (rule 2). */
  function look() {
    if (backlog === null) return;
    const { ops, base } = port.model();
    const onTheWay = new Set(ops.filter(isUnresolved).map((op) => op.opId));
    const isSaved = ([opId, seq]: [string, number | null]) =>
      seq === null ? !onTheWay.has(opId) : seq <= base.savedSeq;
    if (![...backlog].every(isSaved)) return;
    // What was refused or stands against another answer is told where it stands.
    const sent = [...backlog.values()].filter((seq) => seq !== null).length;
    backlog = null;
    const saved = sent === 0 ? "" : ` ${sent === 1 ? "1 answer" : `${sent} answers`} saved.`;
    say("back_online", `Back online.${saved}`);
  }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
