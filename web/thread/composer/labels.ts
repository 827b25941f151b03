import type { ReactNode } from "react";

/**
 * How a control is named. Its name is short; the question describes it only once it has been spoken by the
 * announcer, so that nothing is heard twice (ux 3.4).
 */
export interface Labels {
  readonly name: string;
  readonly describedBy: string | undefined;
  readonly onBlur?: () => void;
  /** Said in the bar, such as where a draft came from. */
  readonly hint?: ReactNode;
}
