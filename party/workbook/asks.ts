import * as z from "zod/mini";
import { envelope } from "../../shared/crypto/envelopeSchema.ts";
import { skillCategories } from "../../shared/content/block.ts";
import { dailyDos } from "../../shared/engine/dailyDos.ts";
import { exportFile } from "../../shared/export/schema.ts";
import { instanceTools } from "../../shared/protocol/client.ts";
import { competenciesBody } from "./asks/competencies.ts";
import { reopen, sealAway } from "./asks/reset.ts";
import { exportBody } from "./asks/export.ts";
import { outlineBody } from "./asks/outline.ts";
import { profileBody } from "./asks/profile.ts";
import { progressBody } from "./asks/progress.ts";
import { notFound, operated, type Reply } from "./asks/reply.ts";
import { revisionsBody } from "./asks/revisions.ts";
import { changeSettings, settingsPatch } from "./asks/settings.ts";
import { addSkill } from "./asks/skills.ts";
import { toolBody, toolsBody } from "./asks/tools.ts";
import { isoTime } from "./clock.ts";
import type { Learner } from "./learner.ts";
import { liveAsks, type LiveQuestion } from "./live/asks.ts";

/** The IANA zone that a request named (`X-Time-Zone`). */
const zone = z.nullable(z.string());

/** An envelope that the browser has sealed anew. */
const sealedItem = z.strictObject({
  /** Whose it is: one place may have several envelopes. */
  key: z.string(),
  at: z.tuple([z.string(), z.string(), z.string()]),
  env: envelope,
});

/** What the worker may ask a learner's object over HTTP (protocol section 4). */
export const ask = z.discriminatedUnion("ask", [
  z.strictObject({ ask: z.literal("progress") }),
  z.strictObject({ ask: z.literal("outline") }),
  z.strictObject({ ask: z.literal("tools") }),
  z.strictObject({ ask: z.literal("tool"), name: z.string().check(z.maxLength(60)) }),
  z.strictObject({ ask: z.literal("revisions"), key: z.string().check(z.maxLength(120)) }),
  z.strictObject({ ask: z.literal("daily_dos"), zone }),
  z.strictObject({ ask: z.literal("profile") }),
  z.strictObject({ ask: z.literal("competencies"), zone }),
  z.strictObject({ ask: z.literal("skills") }),
  z.strictObject({
    ask: z.literal("add_skill"),
    opId: z.uuid(),
    name: z.string(),
    category: z.nullable(z.enum(skillCategories)),
  }),
  z.strictObject({ ask: z.literal("account") }),
  z.strictObject({ ask: z.literal("leave") }),
  z.strictObject({ ask: z.literal("erase_answer"), opId: z.uuid(), blockId: z.string() }),
  z.strictObject({
    ask: z.literal("erase_instance"),
    opId: z.uuid(),
    tool: z.string(),
    instanceId: z.string(),
  }),
  z.strictObject({ ask: z.literal("audit") }),
  z.strictObject({ ask: z.literal("export") }),
  z.strictObject({
    ask: z.literal("import"),
    opId: z.uuid(),
    file: exportFile,
    as: z.enum(["imported", "merged"]),
    dryRun: z.boolean(),
    anonymous: z.boolean(),
  }),
  /** The data that D1 has: answered only when that is all of them (protocol section 4). */
  z.strictObject({ ask: z.literal("saved_snapshot") }),
  z.strictObject({
    ask: z.literal("keep_wallet"),
    opId: z.uuid(),
    exportedAt: z.string(),
    walletJson: z.string(),
    signature: z.string(),
  }),
  z.strictObject({
    ask: z.literal("merge"),
    opId: z.uuid(),
    from: z.string(),
    file: exportFile,
    commit: z.nullable(z.strictObject({ head: z.int(), items: z.array(sealedItem) })),
  }),
  /** Keeps a file for thirty days, or gives one back: the losing side of a merge. */
  z.strictObject({ ask: z.literal("keep_file"), id: z.uuid(), file: exportFile }),
  z.strictObject({ ask: z.literal("kept_file"), id: z.uuid() }),
  z.strictObject({ ask: z.literal("seal_away"), opId: z.uuid(), generation: z.int(), until: z.string() }),
  z.strictObject({
    ask: z.literal("reopen"),
    opId: z.uuid(),
    generation: z.int(),
    items: z.array(sealedItem),
  }),
  z.strictObject({ ask: z.literal("settings"), opId: z.uuid(), patch: settingsPatch, zone }),
  z.strictObject({
    ask: z.literal("note"),
    opId: z.uuid(),
    noteId: z.uuid(),
    from: z.string().check(z.maxLength(120)),
    text: z.string().check(z.minLength(1), z.maxLength(2000)),
    blockId: z.nullable(z.string()),
  }),
  z.strictObject({
    ask: z.literal("review_skill"),
    opId: z.uuid(),
    skillId: z.string(),
    status: z.enum(["pending", "approved", "rejected"]),
  }),
  ...liveAsks,
]);
export type Ask = z.infer<typeof ask>;
/** What is answered from the learner's state alone; the others ask D1, too. */
type StateAsk = Exclude<Ask, { ask: "account" | "leave" | "import" | "merge" } | LiveQuestion>;

/** How long what a merge left behind can be fetched (decision 29). */
const keptDays = 30;

const erased = { status: 200, body: { erased: true } };

export async function answerAsk(learner: Learner, question: StateAsk, nowMs: number): Promise<Reply> {
  const { stem, state } = learner;
  switch (question.ask) {
    case "progress":
      return { status: 200, body: progressBody(stem, state) };
    case "outline":
      return { status: 200, body: { parts: outlineBody(stem, state) } };
    case "tools":
      return { status: 200, body: { tools: toolsBody(stem, state) } };
    case "tool": {
      const body = toolBody(stem, state, question.name);
      return body === null ? notFound("There is no such tool in this workbook") : { status: 200, body };
    }
    case "revisions":
      return { status: 200, body: revisionsBody(learner, question.key) };
    case "daily_dos": {
      const now = { ms: nowMs, zone: learner.zoneOf(question.zone) };
      return { status: 200, body: { items: dailyDos(stem, state, learner.rows(), now) } };
    }
    case "export":
      return { status: 200, body: exportBody(learner, nowMs) };
    case "keep_file": {
      const until = isoTime(nowMs + keptDays * 86_400_000);
      learner.files.keep(question.id, JSON.stringify(question.file), until);
      return { status: 200, body: { until } };
    }
    case "kept_file": {
      const text = learner.files.get(question.id, isoTime(nowMs));
      if (text === null) return notFound("This is not kept any more");
      return { status: 200, body: JSON.parse(text) as unknown };
    }
    case "saved_snapshot": {
      const { revisions: _history, ...snapshot } = exportBody(learner, nowMs);
      return { status: 200, body: { snapshot, workbookComplete: state.workbookComplete } };
    }
    case "keep_wallet": {
      const { ask: _ask, ...wallet } = question;
      const outcome = await learner.run({ t: "wallet", ...wallet }, nowMs, { claimedAt: wallet.exportedAt });
      return operated(outcome, () => ({ status: 200, body: {} }));
    }
    case "audit": {
      const looks = [...state.looks.values()].toSorted((a, b) => (a.since < b.since ? 1 : -1));
      return { status: 200, body: { looks } };
    }
    case "profile":
      return { status: 200, body: profileBody(learner) };
    case "competencies":
      return {
        status: 200,
        body: competenciesBody(learner, { ms: nowMs, zone: learner.zoneOf(question.zone) }),
      };
    case "skills":
      return { status: 200, body: { skills: [...state.ownSkills.values()] } };
    case "add_skill": {
      const { ask: _ask, ...made } = question;
      return addSkill(learner, made, nowMs);
    }
    case "erase_answer": {
      const { opId, blockId } = question;
      return operated(await learner.run({ t: "erase", opId, blockId }, nowMs), () => erased);
    }
    case "erase_instance": {
      const { opId, instanceId } = question;
      const tool = instanceTools.find((one) => one === question.tool);
      if (tool === undefined) return notFound("There is no such tool in this workbook");
      return operated(await learner.run({ t: "erase", opId, tool, instanceId }, nowMs), () => erased);
    }
    case "seal_away": {
      const { ask: _ask, ...reset } = question;
      return sealAway(learner, reset, nowMs);
    }
    case "reopen": {
      const { ask: _ask, ...back } = question;
      return reopen(learner, back, nowMs);
    }
    case "settings":
      return changeSettings(learner, question, nowMs);
    case "note": {
      const { ask: _ask, ...note } = question;
      return operated(await learner.run({ t: "note", ...note }, nowMs), () => ({ status: 200, body: {} }));
    }
    case "review_skill": {
      const { ask: _ask, ...review } = question;
      return operated(await learner.run({ t: "review", ...review }, nowMs), () => ({
        status: 200,
        body: {},
      }));
    }
  }
}
