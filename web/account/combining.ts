import type { Keys } from "../../shared/crypto/keys.ts";
import { open, seal } from "../../shared/crypto/seal.ts";
import type { Client } from "../model/client.ts";
import { api, type Offer, type Refused, type SealedItem } from "./api.ts";

/** A thread on its way into an account (decision 29). */
export interface Along {
  readonly offer: Offer;
  /** Whose thread it was. */
  readonly from: string;
  /** What opens its private fields; null where this browser has no key of it. */
  readonly keys: Keys | null;
}

/** Where a reload finds it again: two ids, nothing that anybody wrote. */
const noted = "dreamtree-along";
let present: Along | null = null;

export function remember(along: Along | null): void {
  present = along;
  try {
    if (along === null) localStorage.removeItem(noted);
    else localStorage.setItem(noted, JSON.stringify([along.offer.id, along.from]));
  } catch {
    // Storage is closed: it is known for as long as this page lives.
  }
}

/** What is on its way, after a reload too; null where there is nothing. */
export async function broughtAlong(client: Client): Promise<Along | null> {
  if (present !== null) return present;
  const [id, from] = read();
  if (id === undefined || from === undefined) return null;
  const said = await api.merge(id);
  if (!said.ok) {
    if (said.code === "not_found") remember(null);
    return null;
  }
  present = { offer: said.body, from, keys: await client.keysKept(from) };
  return present;
}

function read(): readonly (string | undefined)[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(noted) ?? "[]");
    return Array.isArray(found) ? found.map(String) : [];
  } catch {
    return [];
  }
}

/** Seals what comes in under the account's key. @returns null where something does not open */
async function sealedAnew(client: Client, { offer, from, keys }: Along): Promise<SealedItem[] | null> {
  if (offer.sealed.length === 0) return [];
  const ring = await client.keyring();
  const to = client.view().state?.userId;
  if (keys === null || ring === null || to === undefined) return null;
  if (ring.state() === "none") await ring.make();
  const present = ring.keys();
  if (present === null) return null;
  const items = await Promise.all(
    offer.sealed.map(async ({ key, at, to: place, env }): Promise<SealedItem | null> => {
      const opened = await open(keys.pii, from, placeOf(at), env);
      if (!opened.ok) return null;
      return { key, at: place, env: await seal(present.pii, to, placeOf(place), opened.value) };
    }),
  );
  return items.every((item) => item !== null) ? items : null;
}

const placeOf = ([table, column, rowId]: SealedItem["at"]) => ({ table, column, rowId });

const tries = 3;
const locked: Refused = {
  ok: false,
  code: "locked",
  message:
    "Some of it is private, and the key that locked it is not in this browser. Nothing was changed. Bring the key here " +
    "first, or leave this thread out.",
  fields: {},
};

/** Brings the thread in: one operation, after which it is gone from here. */
export async function combine(client: Client, along: Along): Promise<{ readonly ok: true } | Refused> {
  let now = along;
  for (let left = tries; ; left -= 1) {
    const items = await sealedAnew(client, now);
    if (items === null) return locked;
    const said = await api.combine(now.offer.id, { head: now.offer.head, items });
    if (said.ok) return finish(client, now);
    // Another device wrote something meanwhile: the plan is made anew.
    const fresh = said.code === "moved" && left > 1 ? await api.merge(now.offer.id) : said;
    if (!fresh.ok) return fresh;
    if ("plan" in fresh.body) now = { ...now, offer: fresh.body };
  }
}

/** Leaves the thread out: all of it can be downloaded for thirty days. */
export async function leaveOut(client: Client, along: Along): Promise<{ readonly ok: true } | Refused> {
  const said = await api.giveUp(along.offer.id);
  return said.ok ? finish(client, along) : said;
}

async function finish(client: Client, { from }: Along): Promise<{ readonly ok: true }> {
  remember(null);
  await client.forget(from);
  return { ok: true };
}
