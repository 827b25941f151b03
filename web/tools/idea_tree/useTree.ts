import { useState } from "react";
import { useDraft } from "../card/draft.ts";
import { beside, nextToGrow, type Act } from "./keys.ts";
import { longestIdea, wordsProblem, type TreeDraft } from "./model.ts";
import { pastedIdeas } from "./outline.ts";
import {
  canHang,
  find,
  hung,
  linesOf,
  renamed,
  stepped,
  withIdea,
  without,
  type Idea,
  type Ideas,
  type Line,
} from "./tree.ts";

type Shape = Pick<TreeDraft, "ideas" | "ringed">;

/** A tree being built: what there is, what can be done with it, and the way back. */
export interface TreeWork {
  readonly draft: TreeDraft;
  /** As it is shown: what is folded away is not there. */
  readonly lines: readonly Line[];
  /** The idea that is chosen: new ones come under it. */
  readonly at: Idea | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What has just happened, for who does not see it. */
  readonly said: string;
  /** The line below writes new words for the chosen idea instead of a new idea. */
  readonly isRenaming: boolean;
  choose(key: string): void;
  /** What a key or a button does. */
  act(act: Act): void;
  write(entry: string): void;
  name(title: string): void;
  /** Puts a new idea under the chosen one, or makes it the root, or gives the chosen one its new words. */
  put(text: string): void;
  /** Puts a pasted list under the chosen idea, in its shape; what stands in the tree already is passed over. */
  paste(text: string): void;
  /** Goes on to the idea that is to grow next. */
  goOn(): void;
  stopRenaming(): void;
  /** Hangs an idea on another. */
  hang(key: string, parent: string): void;
}

export function useTree(
  restore: () => TreeDraft,
  onDraft: (draft: TreeDraft) => void,
  branches: number,
): TreeWork {
  const [draft, change] = useDraft(restore, onDraft);
  const [chosen, setChosen] = useState<string | null>(null);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [past, setPast] = useState<readonly Shape[]>([]);
  const [future, setFuture] = useState<readonly Shape[]>([]);
  const [isRenaming, setIsRenaming] = useState(false);
  const [said, say] = useState("");
  const { ideas, ringed } = draft;
  const lines = linesOf(ideas, folded);
  const at = find(ideas, chosen) ?? ideas[0];

  const shape = (next: Partial<TreeDraft> & { readonly ideas: Ideas }) => {
    if (next.ideas === ideas && (next.ringed ?? ringed) === ringed) return;
    setPast([...past, { ideas, ringed }]);
    setFuture([]);
    change((now) => ({ ...now, ...next }));
  };
  const back = (from: readonly Shape[], to: readonly Shape[], words: string) => {
    const then = from.at(-1);
    if (then === undefined) return say("Nothing to take back");
    const onto = [...to, { ideas, ringed }];
    if (words === "Undone") {
      setPast(from.slice(0, -1));
      setFuture(onto);
    } else {
      setFuture(from.slice(0, -1));
      setPast(onto);
    }
    change((now) => ({ ...now, ...then }));
    say(words);
  };
  const open = (key: string | null) => {
    if (key !== null && folded.has(key)) setFolded(new Set([...folded].filter((one) => one !== key)));
  };

  const act = (one: Act) => {
    const key = at?.key;
    if (one.do === "undo") return back(past, future, "Undone");
    if (one.do === "redo") return back(future, past, "Done again");
    if (at === undefined || key === undefined) return;
    switch (one.do) {
      case "go":
        setIsRenaming(false);
        return setChosen(one.key);
      case "fold":
        setFolded(
          folded.has(one.key)
            ? new Set([...folded].filter((it) => it !== one.key))
            : new Set([...folded, one.key]),
        );
        return;
      case "step": {
        const made = stepped(ideas, key, one.step);
        const parent = find(made, find(made, key)?.parent ?? null);
        open(parent?.key ?? null);
        shape({ ideas: made });
        say(made === ideas ? "It cannot go further that way" : `“${at.text}”: ${placeWords(made, key)}`);
        return;
      }
      case "add":
        return setIsRenaming(false);
      case "rename":
        setIsRenaming(true);
        return change((now) => ({ ...now, entry: at.text }));
      case "ring": {
        const is = ringed.includes(key);
        shape({ ideas, ringed: is ? ringed.filter((it) => it !== key) : [...ringed, key] });
        return say(is ? `“${at.text}” is no longer ringed` : `“${at.text}” is ringed`);
      }
      case "take out": {
        const made = without(ideas, key);
        const gone = ideas.length - made.length;
        setChosen(beside(ideas, key));
        setIsRenaming(false);
        shape({ ideas: made, ringed: ringed.filter((it) => find(made, it) !== undefined) });
        return say(
          gone === 1
            ? `Taken out: ${at.text}. Undo brings it back.`
            : `Taken out: ${at.text} and the ${gone - 1} under it. Undo brings them back.`,
        );
      }
    }
  };

  return {
    draft,
    lines,
    at,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    said,
    isRenaming,
    act,
    choose(key) {
      setIsRenaming(false);
      setChosen(key);
    },
    write: (entry) => change((now) => ({ ...now, entry })),
    name: (title) => change((now) => ({ ...now, title })),
    put(text) {
      const words = text.trim();
      const renames = isRenaming ? (at?.key ?? null) : null;
      if (words === "" || wordsProblem(ideas, words, renames) !== null) return;
      if (renames !== null && at !== undefined) {
        setIsRenaming(false);
        shape({ ideas: renamed(ideas, renames, words), entry: "" });
        return say(`“${at.text}” is “${words}” now`);
      }
      const idea = { key: crypto.randomUUID(), text: words, parent: at?.key ?? null };
      const made = withIdea(ideas, idea);
      open(idea.parent);
      if (idea.parent === null) setChosen(idea.key);
      shape({ ideas: made, entry: "" });
      const count = made.filter(({ parent }) => parent === idea.parent).length;
      say(
        at === undefined
          ? `${words} is where the tree begins`
          : `${words}, under ${at.text}: ${count} of ${Math.max(branches, count)}`,
      );
    },
    paste(text) {
      const key = () => crypto.randomUUID();
      const made = pastedIdeas(text, at?.key ?? null, longestIdea, key);
      const fresh = made.reduce<{ ideas: Ideas; over: Map<string, string> }>(
        ({ ideas: now, over }, idea) => {
          const parent = idea.parent === null ? null : (over.get(idea.parent) ?? idea.parent);
          const same = now.find((one) => wordsProblem([one], idea.text) !== null);
          // What hangs on a double hangs on the one that is there.
          if (same !== undefined) return { ideas: now, over: new Map([...over, [idea.key, same.key]]) };
          return { ideas: withIdea(now, { ...idea, parent }), over };
        },
        { ideas, over: new Map() },
      ).ideas;
      shape({ ideas: fresh, entry: "" });
      say(`${fresh.length - ideas.length} ideas added`);
    },
    goOn() {
      const next = at === undefined ? null : nextToGrow(ideas, at.key, branches);
      const idea = find(ideas, next);
      if (idea === undefined) return say("Every idea has its branches");
      open(idea.parent);
      setChosen(idea.key);
      say(`Now under ${idea.text}`);
    },
    stopRenaming() {
      if (!isRenaming) return;
      setIsRenaming(false);
      change((now) => ({ ...now, entry: "" }));
    },
    hang(key, parent) {
      const [idea, onto] = [find(ideas, key), find(ideas, parent)];
      if (idea === undefined || onto === undefined) return;
      if (!canHang(ideas, key, parent)) return say(`“${idea.text}” cannot hang on what hangs on it`);
      open(parent);
      setChosen(key);
      shape({ ideas: hung(ideas, key, parent) });
      say(`“${idea.text}” hangs on “${onto.text}” now`);
    },
  };
}

function placeWords(ideas: Ideas, key: string): string {
  const line = linesOf(ideas).find((one) => one.key === key);
  const parent = find(ideas, line?.parent ?? null);
  return `${line?.position ?? 0} of ${line?.siblings ?? 0} under “${parent?.text ?? ""}”`;
}
