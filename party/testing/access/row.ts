import type { Persona } from "./personas.ts";

/** Who asks beside the learner whose thing it is. */
export const strangers = ["other", "anonymous", "facilitator", "signedOut"] as const;
export type Stranger = (typeof strangers)[number];
export type Who = "owner" | Stranger;

export interface Call {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What one route answers to whom. */
export interface AccessRow {
  /**
   * `public`: the same for everybody. `own`: everybody with a session gets their own, never the owner's.
   * `named`: the address names a thing of the owner's, which to others is as if it were not there.
   */
  readonly scope: "public" | "own" | "named";
  /** What the owner gets. */
  readonly status: number;
  /** Where somebody gets something else than the scope says. */
  readonly differs?: Partial<Record<Who, number>>;
  /** For `named`: makes the owner's thing. What comes back stands for every `:parameter` of the path. */
  readonly make?: (owner: Persona) => Promise<string>;
  readonly call?: (name: string, asker: Persona) => Call;
}

/** The statuses by who asks. */
export function expected({ scope, status, differs = {} }: AccessRow): Readonly<Record<Who, number>> {
  const others = scope === "named" ? 404 : status;
  const signedOut = scope === "public" ? status : 401;
  return {
    owner: status,
    other: others,
    anonymous: others,
    facilitator: others,
    signedOut,
    ...differs,
  };
}
