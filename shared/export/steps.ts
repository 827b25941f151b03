/** What a merge does, one durable step at a time (decision 29). Each may die before or after it took effect. */
export interface MergeSteps {
  /** Whether the other thread is still there. */
  exists(): Promise<boolean>;
  /** The operation in the account; again it is the same one (rule 3). @returns false when the account has moved */
  commit(): Promise<boolean>;
  /** Deletes the other thread: all of it is in the account by now. */
  remove(): Promise<void>;
  /** The merge is done, and its losing side kept. */
  close(): Promise<void>;
}

/**
 * Finishes a merge, from wherever it stopped: the other thread goes only after the account has it, so while it is
 * there it can be asked again, and when it is gone there is nothing left but to say so.
 * @returns false when the account has moved: nothing was done
 */
export async function finishMerge(steps: MergeSteps): Promise<boolean> {
  if (await steps.exists()) {
    if (!(await steps.commit())) return false;
    await steps.remove();
  }
  await steps.close();
  return true;
}
