import { find, linesOf, type Ideas, type Line, type Step } from "./tree.ts";

/** What a key does in the tree, wherever it is drawn (ARIA's tree pattern, and what maps of ideas have beside it). */
export type Act =
  | { readonly do: "go"; readonly key: string }
  | { readonly do: "fold"; readonly key: string }
  | { readonly do: "step"; readonly step: Step }
  | { readonly do: "add" | "rename" | "ring" | "take out" | "undo" | "redo" };

interface Pressed {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowRight: "in",
  ArrowLeft: "out",
};

/** @param lines the tree as it is shown @param at the idea that has the focus */
export function actOf(pressed: Pressed, lines: readonly Line[], at: string): Act | null {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = pressed;
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() === "z") return { do: shiftKey ? "redo" : "undo" };
    return key.toLowerCase() === "y" ? { do: "redo" } : null;
  }
  const step = steps[key];
  if (altKey) return step === undefined ? null : { do: "step", step };
  if (key === "Enter" || key === "Insert") return { do: "add" };
  if (key === "F2") return { do: "rename" };
  if (key === " ") return { do: "ring" };
  if (key === "Delete" || key === "Backspace") return { do: "take out" };
  const to = lineAt(key, lines, at);
  if (to !== null) return to;
  return /^[\p{L}\p{N}]$/u.test(key) ? typedTo(key, lines, at) : null;
}

function lineAt(key: string, lines: readonly Line[], at: string): Act | null {
  const here = lines.findIndex((line) => line.key === at);
  const line = lines[here];
  const go = (to: Line | undefined): Act | null => (to === undefined ? null : { do: "go", key: to.key });
  switch (key) {
    case "ArrowDown":
      return go(lines[here + 1]);
    case "ArrowUp":
      return go(lines[here - 1]);
    case "Home":
      return go(lines[0]);
    case "End":
      return go(lines.at(-1));
    case "ArrowRight":
      if (line?.isFolded === true) return { do: "fold", key: at };
      return line?.hasBranches === true ? go(lines[here + 1]) : null;
    case "ArrowLeft":
      if (line?.hasBranches === true && !line.isFolded) return { do: "fold", key: at };
      return go(lines.find((one) => one.key === line?.parent));
    default:
      return null;
  }
}

/** The next idea that begins with the letter. */
function typedTo(letter: string, lines: readonly Line[], at: string): Act | null {
  const here = lines.findIndex((line) => line.key === at);
  const onward = [...lines.slice(here + 1), ...lines.slice(0, here)];
  const to = onward.find(({ text }) => text.trim().toLowerCase().startsWith(letter.toLowerCase()));
  return to === undefined ? null : { do: "go", key: to.key };
}

/**
 * The idea to grow next: the first, ring by ring outward from the root, that comes after this one and has fewer
 * branches than asked for. Null where all have them.
 */
export function nextToGrow(ideas: Ideas, at: string, branches: number): string | null {
  const rings = linesOf(ideas).toSorted((a, b) => a.level - b.level);
  const here = rings.findIndex(({ key }) => key === at);
  const isShort = (key: string) => ideas.filter(({ parent }) => parent === key).length < branches;
  return [...rings.slice(here + 1), ...rings.slice(0, here)].find(({ key }) => isShort(key))?.key ?? null;
}

/** Where the focus goes when an idea is taken out: the one below it, above it, or what it hung on. */
export function beside(ideas: Ideas, key: string): string | null {
  const parent = find(ideas, key)?.parent ?? null;
  const siblings = ideas.filter((one) => one.parent === parent);
  const here = siblings.findIndex((one) => one.key === key);
  return (siblings[here + 1] ?? siblings[here - 1])?.key ?? parent;
}
