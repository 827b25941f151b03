import type { Recall, StemBlock } from "../../shared/content/block.ts";
import type { PersonalityType, Skill, ToolInfo } from "../../shared/content/release.ts";

/**
 * What every answering control gets: the four questions and the ten tools. A control keeps its unsent value in
 * `draft` through `onDraft` (any JSON), so that it survives a reload and follows to the other device.
 */
export interface AnswerProps {
  readonly block: StemBlock;
  /** The answer that stands, when it is being edited. */
  readonly value: unknown;
  readonly draft: unknown;
  onDraft(value: unknown): void;
  /** The control has checked the value; the server checks it again. */
  onSubmit(value: unknown): void;
  /** Present while editing. */
  onCancel?: () => void;
  /** What the card's buttons say where it does not stand in the conversation. */
  readonly words?: { readonly send: string; readonly cancel: string };
  /** Present where the placement may be skipped. */
  onSkip?: (scope: "block" | "activity" | "exercise" | "module") => void;
  /** `answer` in the thread's composer place, `edit` in an answer that stands. */
  readonly mode: "answer" | "edit";
  readonly recalls: readonly Recall[];
  readonly userId: string;
  /** The learner's own skills beside the master list. */
  readonly skills: readonly Skill[];
  readonly types: readonly PersonalityType[];
  /** A tool's own reference row: its icon and how it is used. */
  readonly about?: ToolInfo;
  readonly enterSends: "auto" | "always" | "never";
  /** What else was made with the same tool; a tool that shows them gets them by itself (`web/tools/card/others.tsx`). */
  readonly others?: readonly OtherAnswer[];
}

/** Another answer of the learner's, in the thread or outside it. */
export interface OtherAnswer {
  /** The placement's key, or the instance's id. */
  readonly id: string;
  /** Where it was made, in words. */
  readonly title: string;
  readonly value: unknown;
  /** When it was first made, ISO 8601. */
  readonly at: string;
}

/** An answer as it stands in the thread, read-only. */
export interface AnsweredProps {
  readonly block: StemBlock;
  readonly value: unknown;
  readonly skills: readonly Skill[];
  readonly types: readonly PersonalityType[];
  /** What was brought back into the block, for naming what the answer points at. */
  readonly recalls?: readonly Recall[];
  /** As in `AnswerProps`. */
  readonly others?: readonly OtherAnswer[];
  /** When this one was first made, ISO 8601; known where `others` are. */
  readonly at?: string;
}
