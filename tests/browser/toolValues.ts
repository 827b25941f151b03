import { ideaId } from "../../shared/tools/idea_tree/tree.ts";

/* Values of tools as somebody writes them by hand; sealed ones by a key that is nowhere. */

export const envelope = () => ({ v: 1, iv: "AAAAAAAAAAAAAAAA", ciphertext: `${"A".repeat(127)}=` });

export const sealedBudget = {
  monthly_expenses: envelope(),
  annual_needs: envelope(),
  hourly_batna: envelope(),
  benefits_needed: "",
  notes: "",
  lines: envelope(),
  currency: envelope(),
};

export const reframe = (id: string) => ({
  id,
  situation: envelope(),
  next_step: envelope(),
  initial_feelings: "",
  what_learned: "",
  what_would_change: "",
  silver_lining: "",
  reframed_statement: "",
});

export const ratings = { work: 5, play: null, love: 5, health: 5, notes: "" };

export const idea = (text: string, parent: string | null = null) => ({ id: ideaId(text), text, parent });

export const tree = (nodes: readonly object[], circled: readonly string[] = []) => ({
  id: crypto.randomUUID(),
  title: "By hand",
  nodes,
  circled,
});
