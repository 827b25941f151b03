import type { Connection, SaveTarget } from "../../shared/content/block.ts";
import type { Usage } from "../../shared/content/usage.ts";
import type { Family, Kind } from "./kinds.ts";
import type { Place } from "./problem.ts";
import type { Path } from "./yaml.ts";

export const ingredients = ["write", "mirror", "lookup", "model", "support"] as const;

export interface Flags {
  readonly required: boolean;
  readonly private: boolean;
  readonly mirror: boolean;
  readonly beat?: "continue" | "rest";
  readonly lang?: string;
}

/** Lines of the file, for saying where. */
interface BlockPlaces extends Place {
  readonly textLine: number;
  lineOf(path: Path): number;
}

export interface AuthoredBlock {
  readonly kind: Kind;
  readonly family: Family;
  readonly word: string;
  readonly activity: number;
  readonly flags: Flags;
  /** With defaults filled in; what the author wrote where that does not fit the kind. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly recall: readonly Connection[];
  readonly save?: SaveTarget;
  /** Markdown. */
  readonly text: string;
  readonly at: BlockPlaces;
}

export interface Source {
  readonly slug: string;
  readonly usage: Usage;
  readonly line: number;
}

export interface AuthoredExercise {
  readonly id: string;
  readonly part: number;
  readonly module: number;
  readonly exercise: number;
  readonly title: string;
  readonly purpose: string;
  readonly minutes: number;
  readonly ingredients: readonly (typeof ingredients)[number][];
  readonly sources: readonly Source[];
  readonly activities: readonly { readonly n: number; readonly title: string }[];
  readonly blocks: readonly AuthoredBlock[];
  readonly at: BlockPlaces;
}

/** "1.0.0" or "1.1.0": the introduction of a part or of a module. */
export const isIntro = ({ exercise }: Pick<AuthoredExercise, "exercise">): boolean => exercise === 0;
export const isPartIntro = ({ module, exercise }: Pick<AuthoredExercise, "module" | "exercise">): boolean =>
  module === 0 && exercise === 0;
