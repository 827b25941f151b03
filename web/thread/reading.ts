import { createContext, use } from "react";

/** What the reader is doing in this thread, on this page: nothing of it is told to the server. */
export interface Reading {
  /** Says before an operation that what comes of it should be shown, and take the focus along. */
  act(): void;
  startEdit(blockId: string): void;
  endEdit(blockId: string): void;
  /** Puts focus on a message, and its top into view. */
  focusRow(rowId: string): void;
  focusThread(): void;
  /** Goes to what waits for the learner now. */
  goOn(): void;
  /** The value an answer had before it was changed in this session; undefined when it was not. */
  before(blockId: string): { readonly value: unknown } | undefined;
  remember(blockId: string, before: { readonly value: unknown } | undefined): void;
}

export const ReadingContext = createContext<Reading | null>(null);

export function useReading(): Reading {
  const reading = use(ReadingContext);
  if (reading === null) throw new Error("No thread above this component");
  return reading;
}
