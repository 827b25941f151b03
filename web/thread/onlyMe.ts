const key = "dreamtree:only-me";

/** The placement whose answer is to be sent as “Only me”: one at a time. A reload of the tab leaves it chosen. */
let chosen = kept();

export const isOnlyMe = (blockId: string): boolean => chosen === blockId;

export function chooseOnlyMe(blockId: string, onlyMe: boolean): void {
  chosen = onlyMe ? blockId : null;
  try {
    if (onlyMe) sessionStorage.setItem(key, blockId);
    else sessionStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has it for as long as the page stands.
  }
}

function kept(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
