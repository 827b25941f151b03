import { apply, type EventContext } from "../../shared/engine/apply.ts";
import type { Decision } from "../../shared/engine/decision.ts";
import type { LogEvent } from "../../shared/engine/events.ts";
import { acceptTool } from "../../shared/engine/instances.ts";
import { acceptNoteSeen, acceptPractice } from "../../shared/engine/practices.ts";
import { seals, standalone } from "../../shared/engine/sealing.ts";
import { skillEvents } from "../../shared/engine/skills.ts";
import { practiceKey, type LearnerState } from "../../shared/engine/state.ts";
import { withoutPlaces } from "../../shared/engine/told.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { InstanceTool, OperationFrame } from "../../shared/protocol/client.ts";
import { toolsHere } from "../../shared/tools/registry.ts";
import type { Privacy } from "../crypto/privacy.ts";
import type { Outside } from "../model/client.ts";

/** Operations outside the thread. */
type OutsideFrame = Exclude<OperationFrame, { blockId: string }>;

/** The learner's state with one of them, by the server's engine; what this client would refuse as it was written. */
export function acceptOutside(
  stem: Stem,
  state: LearnerState,
  frame: OutsideFrame,
  context: EventContext,
): LearnerState {
  try {
    const decision = judged(stem, state, frame, context);
    if (decision.ok) return decision.state;
    // Either this very operation, which the base has by now, or another device's: the base has what stands.
    if (decision.nack.code === "conflict") return state;
  } catch {
    // A tool of a later version: the server will judge.
  }
  return asWritten(state, frame).reduce((now, event) => apply(stem, now, event, context), state);
}

function judged(stem: Stem, state: LearnerState, frame: OutsideFrame, context: EventContext): Decision {
  switch (frame.t) {
    case "tool":
      return acceptTool(stem, state, frame, context);
    case "practice":
      // Which days may be said was looked at when it was said; the server looks again.
      return acceptPractice(stem, state, frame, { ...context, today: frame.day });
    case "note_seen":
      return acceptNoteSeen(stem, state, frame, context);
  }
}

function asWritten(state: LearnerState, frame: OutsideFrame): LogEvent[] {
  switch (frame.t) {
    case "tool": {
      const { tool, instanceId, value } = frame;
      const rev = (state.instances.get(instanceId)?.rev ?? 0) + 1;
      if (value === null) return [{ kind: "tool_deleted", tool, instanceId, rev }];
      const skills = tool === "competency_assessment" ? [] : skillEvents(state, tool, value);
      return [...skills, { kind: "tool_saved", tool, instanceId, rev, value }];
    }
    case "practice": {
      const { practice, day, done, note } = frame;
      return [{ kind: "practice", practice, day, done, ...(note == null ? {} : { note }) }];
    }
    case "note_seen":
      return [{ kind: "note_seen", noteId: frame.noteId }];
  }
}

/** What these commands need of the client they belong to. */
export interface Reach {
  uuid(): string;
  /** ISO 8601. */
  at(): string;
  /** With envelopes, as it is sent and kept; null while nobody's thread is here. */
  state(): LearnerState | null;
  /** What seals; null where there is nobody to seal for. */
  inside(): Promise<Privacy | null>;
  /** Runs what the learner does in its order, although sealing takes a moment. */
  inLine(task: () => void | Promise<void>): void;
  /** @param problem why it cannot be sent at all */
  operate(frame: OperationFrame, problem: string | null): void;
  read: Outside["read"];
  /** Keeps what was typed last; `close` makes of it what may leave the page, undefined where nothing may. */
  keepDraft(about: string, value: unknown, close: (last: () => unknown) => Promise<unknown>): void;
}

export function createOutside(reach: Reach): Outside {
  const revOf = (instanceId: string) => reach.state()?.instances.get(instanceId)?.rev ?? 0;

  async function closed(tool: InstanceTool, instanceId: string, value: unknown) {
    if (value === null || tool === "competency_assessment") return { value, problem: null };
    await toolsHere();
    const place = standalone(tool, instanceId);
    if (!seals(place)) return { value, problem: null };
    const [inside, state] = [await reach.inside(), reach.state()];
    if (inside === null || state === null) return null;
    return inside.seal(state, place, value, state.instances.get(instanceId)?.value);
  }

  async function closedDraft(tool: InstanceTool, instanceId: string, last: () => unknown) {
    if (tool === "competency_assessment") return { tool, value: last() };
    await toolsHere();
    if (!seals(standalone(tool, instanceId))) return { tool, value: last() };
    const inside = await reach.inside();
    const value = last();
    return inside === null ? undefined : { tool, value: await inside.sealDraft(instanceId, value) };
  }

  async function closedNote(about: string, text: string | undefined) {
    const standing = reach.state()?.practices.get(about)?.note ?? null;
    if (text === undefined) return standing;
    return text === "" ? null : (await reach.inside())?.sealNote(about, text, standing);
  }

  const toolFrame = (tool: InstanceTool, instanceId: string, baseRev: number) =>
    ({ t: "tool", opId: reach.uuid(), tool, instanceId, baseRev, at: reach.at() }) as const;

  function save(
    tool: InstanceTool,
    instanceId: string,
    value: unknown,
    options: { readonly baseRev?: number } = {},
  ) {
    reach.inLine(async () => {
      const said = await closed(tool, instanceId, value);
      if (said === null) return;
      const { problem, ...rest } = said;
      const { baseRev = revOf(instanceId) } = options;
      reach.operate({ ...toolFrame(tool, instanceId, baseRev), ...rest }, problem);
    });
  }

  /** What opens is put together anew each time; a page that looks for changes has to know it again. */
  const lastRead = new WeakMap<object, object>();

  return {
    save,
    remove(tool, instanceId) {
      const before = reach.state()?.instances.get(instanceId);
      save(tool, instanceId, null);
      return () => {
        if (before === undefined) return;
        const readable = reach.read(instanceId, before.value, tool);
        if (readable !== undefined) return save(tool, instanceId, readable);
        // Sealed as it stood, for nobody here can seal it anew.
        const { value, hashes } = before;
        reach.inLine(() =>
          reach.operate(
            {
              ...toolFrame(tool, instanceId, revOf(instanceId)),
              value,
              ...(hashes === null ? {} : { hashes }),
            },
            null,
          ),
        );
      };
    },
    draft: (tool, instanceId, value) =>
      reach.keepDraft(instanceId, value, (last) => closedDraft(tool, instanceId, last)),
    practice(practice, day, done, text) {
      reach.inLine(async () => {
        const note = await closedNote(practiceKey(practice, day), text);
        if (note === undefined) return;
        const frame = { t: "practice", opId: reach.uuid(), practice, day, done } as const;
        reach.operate(note === null ? frame : { ...frame, note }, null);
      });
    },
    draftNote(practice, day, note) {
      const about = practiceKey(practice, day);
      reach.keepDraft(about, note === "" ? null : note, async (last) => {
        const inside = await reach.inside();
        const text = last();
        return inside?.sealDraft(about, text);
      });
    },
    read(about, value, tool) {
      const made = reach.read(about, withoutPlaces(value), tool);
      if (value === null || typeof value !== "object") return made;
      const before = lastRead.get(value);
      if (before !== undefined && JSON.stringify(before) === JSON.stringify(made)) return before;
      if (typeof made === "object" && made !== null) lastRead.set(value, made);
      return made;
    },
    noteSeen: (noteId) =>
      reach.inLine(() => reach.operate({ t: "note_seen", opId: reach.uuid(), noteId }, null)),
  };
}
