import type { Keys } from "../../shared/crypto/keys.ts";
import { seal } from "../../shared/crypto/seal.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { withIds } from "../../shared/export/ids.ts";
import { readExport } from "../../shared/export/read.ts";
import { movingIn, resealed, type Moving } from "../../shared/export/reseal.ts";
import type { ExportFile } from "../../shared/export/schema.ts";
import type { Refused } from "../pages/request.ts";
import { wrapperOfPassword } from "../account/keys.ts";
import { workerTasks as tasks } from "../crypto/workerTasks.ts";
import type { Client } from "../model/client.ts";
import { api, type Plan } from "./api.ts";
import { said } from "./clear.ts";

/** A file that was read, and what would come of it. Nothing has happened yet. */
export interface Looked {
  readonly ok: true;
  readonly stem: Stem;
  readonly file: ExportFile;
  readonly plan: Plan;
  /** Its rows' ids here, where the file's are somebody else's. */
  readonly ids: Readonly<Record<string, string>>;
  /** Its private fields that the keys in this browser do not open. */
  readonly locked: number;
  /** Whether the password of its time opens them. */
  readonly hasPassword: boolean;
}

const refused = (message: string, field?: string): Refused => ({
  ok: false,
  code: "refused",
  message,
  fields: field === undefined ? {} : { [field]: message },
});

const sidesOf = (userId: string, file: ExportFile, ids: Looked["ids"]) => ({
  from: { userId: file.encryption?.user_id ?? userId, file },
  to: { userId, file: withIds(file, new Map(Object.entries(ids))) },
});

async function here(client: Client) {
  const ring = await client.keyring();
  const userId = client.view().state?.userId;
  return ring === null || userId === undefined ? null : { ring, userId };
}

/** Reads a file and asks what would come of it. */
export async function look(client: Client, bytes: Uint8Array): Promise<Looked | Refused> {
  const read = readExport(bytes);
  if (!read.ok) {
    const why =
      read.path === "" ? `${read.message}.` : `This file is not as DreamTree wrote it, at ${read.path}.`;
    return refused(`${why} Nothing was changed.`, "file");
  }
  const { file } = read;
  const [me, stem] = [await here(client), await client.wholeStem()];
  if (me === null || stem === null) {
    return refused("The workbook is not all on this device yet. Try again in a moment.");
  }
  const asked = await api.wouldImport(file);
  if (!asked.ok) return asked;
  const { plan, ids } = asked.body;
  const sides = sidesOf(me.userId, file, ids);
  const found = await Promise.all(
    movingIn(stem, sides).map((one) => said(me.ring.readers(), sides.from.userId, one)),
  );
  const { wrapped = null, salt = null, kdf = null } = file.encryption ?? {};
  const hasPassword = wrapped !== null && salt !== null && kdf !== null;
  const locked = found.filter((one) => one === null).length;
  return { ok: true, stem, file, plan, ids, locked, hasPassword };
}

/** The keys of the file's own time. @returns null where this is not its password */
async function keysOf({ file }: Looked, password: string): Promise<Keys | null> {
  const { user_id: userId, wrapped = null, salt = null, kdf = null } = file.encryption ?? {};
  if (userId === undefined || wrapped === null || salt === null || kdf === null) return null;
  // Never below our floors, whatever the file says: a forged one would have the password guessed.
  const split = await tasks.derive(password, salt, kdf);
  const by = wrapperOfPassword({ salt, kdf });
  return (await tasks.unwrap({ userId, deviceKey: null }, wrapped, split.wrapping, by))?.keys ?? null;
}

/** The file without the answers whose private fields nobody can open here. */
function without(file: ExportFile, keys: ReadonlySet<string>): ExportFile {
  const kept = <T>(all: Record<string, T>) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => !keys.has(key)));
  const modules = Object.entries(file.modules ?? {}).map(([id, module]) => {
    const exercises = Object.entries(module.exercises).map(
      ([name, one]) => [name, { ...one, response_json: kept(one.response_json) }] as const,
    );
    return [id, { ...module, exercises: Object.fromEntries(exercises) }] as const;
  });
  return {
    ...file,
    modules: Object.fromEntries(modules),
    ...(file.retired === undefined ? {} : { retired: kept(file.retired) }),
    tool_instances: (file.tool_instances ?? []).filter(({ id }) => !keys.has(id)),
    practice_log: (file.practice_log ?? []).map((one) =>
      keys.has(`${one.practice}/${one.day}`) ? { ...one, note: null } : one,
    ),
    revisions: (file.revisions ?? []).filter(({ of, rev }) => !keys.has(of) && !keys.has(`${of}@${rev}`)),
  };
}

/** What a holder of the file is called under the ids that it has here; `<of>@<rev>` is an earlier value. */
function hereNamed(key: string, ids: Looked["ids"]): string {
  const [id = "", ...rev] = key.split("@");
  return [ids[id] ?? id, ...rev].join("@");
}

export type Restored = { readonly ok: true; readonly plan: Plan } | Refused;

/**
 * Brings a file in: its private fields are opened with its own key, and sealed with the one that is here.
 * @param password of the file's time; null leaves out what this browser's keys do not open
 */
export async function restore(
  client: Client,
  looked: Looked,
  password: string | null,
  idempotencyKey: string,
): Promise<Restored> {
  const me = await here(client);
  if (me === null) return refused("There is nobody here to restore it to.");
  const own = password === null ? null : await keysOf(looked, password);
  if (password !== null && own === null) {
    return refused("This is not the password that the file was made under.", "password");
  }
  const sides = sidesOf(me.userId, looked.file, looked.ids);
  const moving = movingIn(looked.stem, sides);
  if (moving.length > 0 && me.ring.state() === "none") await me.ring.make();
  const present = me.ring.keys();
  if (moving.length > 0 && present === null) {
    return refused("Your private answers are locked in this browser. Unlock them first, then restore.");
  }
  const readers = own === null ? me.ring.readers() : [own, ...me.ring.readers()];
  const sealAnew = async (one: Moving) => {
    const opened = await said(readers, sides.from.userId, one);
    if (opened === null || present === null) return null;
    const [table, column, rowId] = one.to;
    return { ...one, env: await seal(present.pii, me.userId, { table, column, rowId }, opened.value) };
  };
  const anew = await Promise.all(moving.map(sealAnew));
  const items = anew.filter((one) => one !== null);
  const { file, missing } = resealed(looked.stem, sides, items);
  const left = new Set(missing.map(({ key }) => hereNamed(key, looked.ids)));
  const result = await api.import(without(file, left), idempotencyKey);
  return result.ok ? { ok: true, plan: result.body.plan } : result;
}
