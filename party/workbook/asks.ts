import * as z from "zod/mini";
import { skillCategories } from "../../shared/content/block.ts";
import { progress } from "../../shared/engine/completion.ts";
import { hasPassed, position } from "../../shared/engine/position.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { customSkillId } from "../../shared/ids/uuid5.ts";
import type { Committed, Learner } from "./learner.ts";
import { positionOf } from "./wire.ts";

/** What the worker may ask a learner's object over HTTP (protocol section 4). */
export const ask = z.discriminatedUnion("ask", [
  z.strictObject({ ask: z.literal("progress") }),
  z.strictObject({ ask: z.literal("outline") }),
  z.strictObject({ ask: z.literal("tools") }),
  z.strictObject({ ask: z.literal("skills") }),
  z.strictObject({
    ask: z.literal("add_skill"),
    opId: z.uuid(),
    name: z.string(),
    category: z.nullable(z.enum(skillCategories)),
  }),
]);
export type Ask = z.infer<typeof ask>;

interface Reply {
  status: number;
  body: unknown;
  committed?: Committed;
}

export function answerAsk(learner: Learner, question: Ask, nowMs: number): Reply {
  const { stem, state } = learner;
  switch (question.ask) {
    case "progress":
      return { status: 200, body: progressBody(stem, state) };
    case "outline":
      return { status: 200, body: { parts: outlineBody(stem, state) } };
    case "tools":
      return { status: 200, body: { tools: toolsBody(stem, state) } };
    case "skills":
      return { status: 200, body: { skills: [...state.ownSkills.values()] } };
    case "add_skill": {
      const { opId, name, category } = question;
      const outcome = learner.run({ t: "skill", opId, name, category }, nowMs);
      if (!outcome.ok) {
        const { code, message, path } = outcome.nack;
        return {
          status: 400,
          body: { error: { code, message, ...(path === undefined ? {} : { fields: { [path]: message } }) } },
        };
      }
      const made = learner.state.ownSkills.get(customSkillId(learner.state.userId, name));
      return {
        status: outcome.committed === null ? 200 : 201,
        body: made ?? null,
        ...(outcome.committed === null ? {} : { committed: outcome.committed }),
      };
    }
  }
}

function progressBody(stem: Stem, state: LearnerState) {
  const { answered, total, percent, modules } = progress(stem, state);
  const waiting = position(stem, state);
  const current = waiting === null ? null : `${waiting.part}.${waiting.module}`;
  return {
    answered,
    total,
    percent,
    modules: modules.map((module) => ({
      ...module,
      state: module.completed
        ? "completed"
        : module.id === current || module.answered > 0
          ? "started"
          : "locked",
    })),
    position: positionOf(waiting),
    workbookComplete: state.workbookComplete,
    unlocked: [...state.unlocked],
  };
}

/** Part → module → exercise, with what is answered, skipped, new (passed without an answer) and locked. */
function outlineBody(stem: Stem, state: LearnerState) {
  const exercises = new Map(stem.modules.flatMap((module) => module.exercises).map((one) => [one.id, one]));
  const waiting = position(stem, state);
  const of = (level: string, prefix: string) =>
    stem.outline.filter((entry) => entry.level === level && entry.id.startsWith(prefix));
  return of("part", "").map((part) => ({
    ...part,
    modules: of("module", `${part.id}.`).map((module) => ({
      ...module,
      completed: state.completedModules.has(module.id),
      exercises: of("exercise", `${module.id}.`).map((exercise) => {
        const placements = exercises.get(exercise.id)?.placements ?? [];
        const answers = placements.map((block) => state.answers.get(block.id));
        const first = placements[0];
        const reached =
          placements.some((block) => reachedIn(stem, state, block.id)) || first?.id === waiting?.id;
        return {
          ...exercise,
          answered: answers.filter((answer) => answer !== undefined && !answer.skipped).length,
          skipped: answers.filter((answer) => answer?.skipped === true).length,
          new: placements.filter((block) => isNew(stem, state, block.id)).length,
          total: placements.length,
          completed: state.completedExercises.has(exercise.id),
          locked: !reached,
        };
      }),
    })),
  }));
}

const reachedIn = (stem: Stem, state: LearnerState, key: string): boolean =>
  state.answers.has(key) ||
  hasPassed(stem, state.frontier, stem.indexOf.get(key) ?? 0) ||
  state.frontier === key;

const isNew = (stem: Stem, state: LearnerState, key: string): boolean =>
  !state.answers.has(key) && hasPassed(stem, state.frontier, stem.indexOf.get(key) ?? 0);

function toolsBody(stem: Stem, state: LearnerState) {
  return [...stem.tools.values()].map((tool) => ({ ...tool, unlocked: state.unlocked.has(tool.name) }));
}
