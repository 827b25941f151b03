import type { Page } from "playwright-core";
import type { StemBlock } from "../../shared/content/block.ts";
import { looksSealed } from "../../shared/crypto/envelope.ts";
import { replaced, sealedFields, type Placement, type Sealer } from "../../shared/engine/sealing.ts";
import type { Client } from "../../web/model/client.ts";

const names = ["Zebedee", "Quillon", "Ysolde", "Ottilie", "Perpetua", "Wendelin"] as const;
const things = [
  "at Käthe’s „Marzahn“ & <sons>",
  "for the boat in Mölln",
  "“never again”, she said",
  "100 % of it",
  "a\\b {c}",
];

/** Words that are nowhere in the workbook, with everything in them that changes its look on some way. */
export const secrets: readonly string[] = names.flatMap((name, i) =>
  things.map((thing, j) => `${name} owes ${3_001 + i * 1_117 + j * 211} ${thing}`),
);

interface Candidate {
  readonly said: unknown;
  /** What to look for afterwards. */
  readonly words: readonly string[];
}

/** What a sealed field may take: words, few of them, an address, an amount in digits, a budget's lines, a currency. */
function candidates(n: number): Candidate[] {
  const words = secrets[n % secrets.length] ?? "";
  const [name = ""] = words.split(" ");
  const digits = String(8_123_456_700_000_003 + n * 1_009);
  const few = `${name} ${digits.slice(-9)}`;
  const url = `https://example.org/${name.toLowerCase()}-${digits.slice(-9)}`;
  const cost = {
    id: crypto.randomUUID(),
    kind: "cost",
    label: words,
    amount: 12_300,
    per: "month",
    category: "housing",
  };
  const budget = JSON.stringify({ v: 1, lines: [cost], time: { hoursPerWeek: null, weeksPerYear: 46 } });
  return [
    { said: words, words: [words] },
    { said: few, words: [few] },
    { said: url, words: [url] },
    { said: digits, words: [digits] },
    { said: budget, words: [words] },
    // Three letters that stand anywhere: nothing to look for.
    { said: "XTS", words: [] },
  ];
}

/** What was put into sealed fields, so that it can be looked for. */
export class Planted {
  readonly words = new Set<string>();
  /** How many fields got one. */
  fields = 0;
  #next = 0;

  /**
   * The value with a secret in every field that is sealed, as its tool takes it: words, an address, or a number.
   * @param value one that the tool takes; envelopes in it are only places
   */
  into(who: Sealer, block: Placement, value: unknown): unknown {
    let to = value;
    for (const [i, field] of sealedFields(who, block, value).entries()) {
      if (!looksSealed(field.value)) throw new Error(`${block.id} has a field that is not sealed`);
      to = this.#said(who, block, to, i, field);
    }
    return to;
  }

  #said(
    who: Sealer,
    block: Placement,
    value: unknown,
    i: number,
    field: Parameters<typeof replaced>[1][0][0],
  ): unknown {
    for (const { said, words } of candidates(this.#next++)) {
      const to = replaced(value, [[field, said]]);
      const now = sealedFields(who, block, to)[i];
      if (now === undefined || now.problem() !== null) continue;
      for (const one of words) this.words.add(one);
      this.fields += 1;
      return to;
    }
    throw new Error(`no secret fits ${block.id} at ${field.path.join(".")}`);
  }
}

interface Holder {
  secretly?: Client;
}

/**
 * The page's own client, as its screens have it: found in React's tree, for the page shows it to nobody. What goes
 * through it is sealed, drafted, kept and sent by the built page like anything that is typed.
 */
export async function holdClient(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    interface Fiber {
      readonly memoizedProps: { readonly client?: Client } | null;
      readonly child: Fiber | null;
      readonly sibling: Fiber | null;
    }
    const root = document.getElementById("root");
    const key = Object.keys(root ?? {}).find((name) => name.startsWith("__reactContainer$"));
    if (root === null || key === undefined) return false;
    const container = Reflect.get(root, key) as { readonly stateNode: { readonly current: Fiber } };
    const stack: Fiber[] = [container.stateNode.current];
    for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
      const client = one.memoizedProps?.client;
      if (client !== undefined) {
        (globalThis as Holder).secretly = client;
        return true;
      }
      if (one.sibling !== null) stack.push(one.sibling);
      if (one.child !== null) stack.push(one.child);
    }
    return false;
  });
}

/** Waits until this placement is asked, as the page has it. */
export async function asked(page: Page, blockId: string): Promise<{ block: StemBlock; who: Sealer }> {
  await page
    .waitForFunction((id) => (globalThis as Holder).secretly?.view().waiting?.id === id, blockId)
    .catch(async (error: unknown) => {
      const at = await page.evaluate(() => {
        const view = (globalThis as Holder).secretly?.view();
        return [view?.phase, view?.connection, view?.waiting?.id, view?.awaitingTurn, view?.notices.length];
      });
      throw new Error(`${blockId} is not asked: ${JSON.stringify(at)}`, { cause: error });
    });
  const found = await page.evaluate(() => {
    const { waiting, state } = (globalThis as Holder).secretly?.view() ?? {};
    return { block: waiting, userId: state?.userId ?? "", rowIds: [...(state?.rowIds ?? [])] };
  });
  const { block, userId, rowIds } = found;
  if (block === null || block === undefined) throw new Error(`${blockId} is not asked`);
  return { block, who: { userId, rowIds: new Map(rowIds) } };
}

/** Types it, and sends it. */
export async function say(page: Page, blockId: string, value: unknown): Promise<void> {
  await page.evaluate(
    async ([id, said]) => {
      const client = (globalThis as Holder).secretly;
      client?.draft(id, said);
      client?.reply(id, said);
    },
    [blockId, value] as const,
  );
  await everythingSaved(page);
}

export const edit = (page: Page, blockId: string, value: unknown): Promise<void> =>
  page.evaluate(([id, said]) => (globalThis as Holder).secretly?.edit(id, said), [blockId, value] as const);

/** Outside the thread: an entry of a tool, and a practice's note. */
export async function keepOutside(
  page: Page,
  tools: readonly (readonly [tool: "list_builder", id: string, value: unknown])[],
  practice: { readonly key: string; readonly day: string; readonly note: string },
): Promise<void> {
  await page.evaluate(
    async ([all, { key, day, note }]) => {
      const outside = await (globalThis as Holder).secretly?.outside();
      for (const [tool, id, value] of all) {
        outside?.draft(tool, id, value);
        outside?.save(tool, id, value);
      }
      outside?.draftNote(key, day, note);
      outside?.practice(key, day, true, note);
    },
    [tools, practice] as const,
  );
  await everythingSaved(page);
}

async function everythingSaved(page: Page): Promise<void> {
  // The first turn of the event loop has it in the outbox: what is said after it is of this or later.
  await page.waitForFunction(() => {
    const view = (globalThis as Holder).secretly?.view();
    const failed = [...(view?.sending.values() ?? [])].find(({ state }) => state === "failed");
    if (failed !== undefined) throw new Error(`refused: ${failed.reason ?? ""}`);
    return view !== undefined && view.unsent === 0 && view.sending.size === 0;
  });
}
