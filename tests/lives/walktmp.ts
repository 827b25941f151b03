import type { Recall, StemBlock, TextNode } from "../../shared/content/block.ts";
import { filled, isMirror, isSilent, readings } from "../../shared/content/said.ts";
import { deriveKeys, newDataKey, type Keys } from "../../shared/crypto/keys.ts";
import { open, seal } from "../../shared/crypto/seal.ts";
import { recallsOf } from "../../shared/engine/recall.ts";
import { replaced, sealedFields, type Sealer } from "../../shared/engine/sealing.ts";
import { newLearner, type Answer, type LearnerState } from "../../shared/engine/state.ts";
import { indexRelease } from "../../shared/engine/stem.ts";
import { withoutPlaces } from "../../shared/engine/told.ts";
import { Device, newLearnerAt } from "../browser/device.ts";
import { blockNamed, release } from "../browser/thread.ts";
import { saidTo, type Said } from "./fixture.ts";
import { valueOf } from "./values.ts";

const stem = indexRelease(release);

/** A life that has walked the whole workbook. */
export interface Lived {
  readonly userId: string;
  /** Everything that was said to it with something of its own in it, as its owner reads it, by block. */
  readonly read: ReadonlyMap<string, string>;
  /** Those of them that are mirrors and spoke. */
  readonly mirrors: ReadonlyMap<string, string>;
  /** `GET /api/profile`. */
  readonly profile: Record<string, unknown>;
  readonly progress: Record<string, unknown>;
}

/**
 * Says what a life says, over the socket, as its browser would: private fields are sealed before they are sent, and what
 * comes back is opened with the same key.
 */
export async function goTo(url: string, life: Said, stops: Record<string,(c:string)=>Promise<void>>): Promise<Lived> {
  const { userId, cookie } = await newLearnerAt(url);
  const keys = await deriveKeys(newDataKey());
  const device = new Device(url, cookie);
  let state: LearnerState = newLearner(userId, stem);
  await device.connect();
  await device.until(() => device.complete);
  while (device.waiting !== null) {
    const { id, config } = device.waiting; if (stops[id]) { await new Promise(r=>setTimeout(r,1500)); await stops[id](cookie); }
    const block: StemBlock = { ...blockNamed(id), ...(config === undefined ? {} : { config }) };
    const rowId = config?.["rowId"];
    if (typeof rowId === "string") state = { ...state, rowIds: new Map(state.rowIds).set(id, rowId) };
    const said = saidTo(life, id);
    if (said === undefined) throw new Error(`this life has no word for ${id}`);
    const opId = crypto.randomUUID();
    if (said === null) device.send({ t: "skip", opId, blockId: id });
    else {
      const items = recallsOf(stem, state, blockNamed(id), true).flatMap(({ use, rows }) =>
        use === "item" ? rows : [],
      );
      const value = await sealed(keys, state, block, valueOf(userId, block, said, items));
      device.send({ t: "reply", opId, blockId: id, value });
    }
    await device.until(() => device.unsent === 0);
    const refusal = device.refused.get(opId);
    if (refusal !== undefined) throw new Error(`${id} was refused: ${refusal}`);
    await device.until(() => device.answers.has(id) && (device.waiting !== null || isLast(id)));
    state = { ...state, answers: new Map(state.answers).set(id, await told(keys, state, block, device)) };
  }
  if (stops["end"]) await stops["end"](cookie);
  const head = Math.max(...device.acked.values());
  await device.until(() => device.savedSeq >= head);
  device.close();
  const asked = async (path: string) =>
    (await (await fetch(`${url}${path}`, { headers: { Cookie: cookie } })).json()) as Record<string, unknown>;
  return {
    userId,
    ...readBy(state),
    profile: await asked("/api/profile"),
    progress: await asked("/api/progress"),
  };
}

const isLast = (id: string): boolean => id === stem.placements.at(-1)?.id;

async function sealed(keys: Keys, who: Sealer, block: StemBlock, value: unknown): Promise<unknown> {
  const changes = await Promise.all(
    sealedFields(who, block, value).map(
      async (field) => [field, await seal(keys.pii, who.userId, field.place, field.value)] as const,
    ),
  );
  return replaced(value, changes);
}

/** The answer as the server told it, opened. */
async function told(keys: Keys, who: Sealer, block: StemBlock, device: Device): Promise<Answer> {
  const answer = device.answers.get(block.id);
  const { rev, skipped } = answer ?? { rev: 0, skipped: true };
  const value = withoutPlaces(answer?.value ?? null);
  const changes = await Promise.all(
    sealedFields(who, block, value).map(async (field) => {
      const opened = await open(keys.pii, who.userId, field.place, field.value);
      if (!opened.ok) throw new Error(`${block.id} does not open: ${opened.why}`);
      return [field, opened.value] as const;
    }),
  );
  const at = "2026-11-25T00:00:00.000Z";
  const rest = { onlyMe: false, erased: false, respondedAt: at, createdAt: at, device: null, hashes: null };
  return { rev, value: replaced(value, changes), skipped, ...rest, opN: 1, contentVersion: release.version };
}

function readBy(state: LearnerState): Pick<Lived, "read" | "mirrors"> {
  const read = new Map<string, string>();
  const mirrors = new Map<string, string>();
  for (const block of stem.blocks) {
    const recalls = recallsOf(stem, state, block, true);
    if (!recalls.some((one) => one.as !== undefined) || isSilent(block, recalls)) continue;
    const text = readings(block.nodes, recalls)
      .map((nodes) => inWords(nodes, recalls))
      .join(" ");
    read.set(block.id, text);
    if (isMirror(block)) mirrors.set(block.id, text);
  }
  return { read, mirrors };
}

function inWords(nodes: readonly TextNode[], recalls: readonly Recall[]): string {
  return nodes
    .map((node) => {
      if (typeof node === "string") return node;
      if ("fill" in node) return filled(recalls, node);
      if ("b" in node) return inWords(node.b, recalls);
      if ("i" in node) return inWords(node.i, recalls);
      return "a" in node ? inWords(node.c, recalls) : "";
    })
    .join("");
}
