/**
 * Runs what the learner does in the order in which it was done, although sealing takes a moment: at once where
 * nothing is underway. A task that fails leaves nothing behind and holds nobody up.
 */
export function createLine() {
  let last: Promise<void> | null = null;
  return (task: () => void | Promise<void>): void => {
    const first = last === null ? task() : last.then(task);
    if (first === undefined) return;
    const own = first
      .catch(() => undefined)
      .finally(() => {
        if (last === own) last = null;
      });
    last = own;
  };
}
