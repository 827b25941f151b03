import { looksSealed } from "../../shared/crypto/envelope.ts";
import type { Keys } from "../../shared/crypto/keys.ts";
import type { Place } from "../../shared/crypto/place.ts";
import { open, type Opened } from "../../shared/crypto/seal.ts";
import {
  replaced,
  sealedFields,
  type Placement,
  type SealedField,
  type Sealer,
} from "../../shared/engine/sealing.ts";
import { toolNamed } from "../../shared/tools/registry.ts";
import type { Closed } from "../model/client.ts";

/** A value with what can be read of it in the clear; `value` is null where that is nothing. */
export interface Shown {
  readonly value: unknown;
  readonly closed: Closed | null;
}

/** A whole draft is one envelope, bound to what it is about apart from any answer (SPEC DR6). */
export const draftPlace = (about: string): Place => ({ table: "drafts", column: "value", rowId: about });
/** A practice's note (decision 13). */
export const notePlace = (about: string): Place => ({
  table: "user_practice_log",
  column: "note",
  rowId: about,
});
const ledgerPlace = (blockId: string): Place => ({
  table: "user_responses",
  column: "response_text",
  rowId: blockId,
});

const rank: readonly Closed[] = ["opening", "locked", "newer", "damaged"];
const worse = (a: Closed | null, b: Closed): Closed =>
  a !== null && rank.indexOf(a) > rank.indexOf(b) ? a : b;

/**
 * What envelopes say, remembered for as long as the page lives, so that the screens read it at once. What is
 * not known yet is opened behind them, and they are told.
 */
export function createOpener(userId: string, readers: () => readonly Keys[], changed: () => void) {
  const known = new Map<string, Opened>();
  const underway = new Set<string>();
  let generation = 0;

  const nameOf = (place: Place, envelope: object) => JSON.stringify([place, envelope]);

  function remember(place: Place, envelope: object, said: Opened) {
    known.set(nameOf(place, envelope), said);
    generation += 1;
  }

  /** Tries these places in turn: an envelope opens in one of them or in none. */
  function read(places: readonly Place[], envelope: object): Opened | "opening" | "locked" {
    let last: Opened | "opening" = "opening";
    for (const place of places) {
      const said = known.get(nameOf(place, envelope));
      if (said?.ok === true) return said;
      last = said ?? "opening";
      if (said === undefined) break;
    }
    if (last !== "opening") return last;
    if (readers().length === 0) return "locked";
    void openBehind(places, envelope);
    return "opening";
  }

  async function openBehind(places: readonly Place[], envelope: object) {
    const name = nameOf(places[0] ?? draftPlace(""), envelope);
    if (underway.has(name)) return;
    underway.add(name);
    const [present] = readers();
    for (const place of places) {
      const said = await openWithAny(place, envelope);
      // Locked or unlocked again meanwhile: it is another question then.
      if (readers()[0] !== present) break;
      remember(place, envelope, said);
      if (said.ok) break;
    }
    underway.delete(name);
    changed();
  }

  async function openWithAny(place: Place, envelope: object): Promise<Opened> {
    let last: Opened = { ok: false, why: "damaged" };
    for (const { pii } of readers()) {
      last = await open(pii, userId, place, envelope);
      if (last.ok) break;
    }
    return last;
  }

  function shown(
    value: unknown,
    fields: readonly (SealedField & { readonly places: readonly Place[] })[],
    isReadableWithout = false,
  ): Shown {
    let closed: Closed | null = null;
    let anyOpen = isReadableWithout;
    const changes = fields.map((field) => {
      if (!looksSealed(field.value)) return [field, field.value] as const;
      const said = read(field.places, field.value);
      if (typeof said !== "string" && said.ok) {
        anyOpen = true;
        return [field, said.value] as const;
      }
      closed = worse(closed, typeof said === "string" ? said : said.why);
      return [field, field.empty] as const;
    });
    if (closed !== null && !anyOpen) return { value: null, closed };
    return { value: replaced(value, changes), closed };
  }

  function answer(who: Sealer, block: Placement, value: unknown): Shown {
    const fields = sealedFields(who, block, value);
    if (fields.length === 0) return { value, closed: null };
    return shown(
      value,
      fields.map((field) => ({ ...field, places: [field.place, ledgerPlace(block.id)] })),
      block.tool !== undefined && toolNamed(block.tool)?.readableWithoutSealed === true,
    );
  }

  /** One envelope, whose place is one of these; what is none is shown as it is. */
  function whole(places: readonly [Place, ...Place[]], value: unknown): Shown {
    const [place] = places;
    return shown(value, [{ path: [], value, place, empty: null, row: value, problem: () => null, places }]);
  }

  return {
    /** Changes when anything may be shown in another way than before. */
    generation: () => generation,
    /** The key has gone or come: what did not open may open now. */
    reset() {
      for (const [name, said] of known) if (!said.ok || readers().length === 0) known.delete(name);
      generation += 1;
    },
    remember: (place: Place, envelope: object, value: unknown) =>
      remember(place, envelope, { ok: true, value }),
    /** What this page knows an envelope to say; undefined where it does not. */
    recalled(place: Place, envelope: unknown): unknown {
      const said = looksSealed(envelope) ? known.get(nameOf(place, envelope)) : undefined;
      return said?.ok === true ? said.value : undefined;
    },
    answer,
    whole,
    /** A draft: sealed whole, or a refused answer that became one. */
    draft(who: Sealer, block: Placement, value: unknown): Shown {
      if (!looksSealed(value)) return answer(who, block, value);
      const [own] = sealedFields(who, block, value);
      const ownPlace = own?.path.length === 0 ? [own.place] : [];
      return whole([draftPlace(block.id), ...ownPlace, ledgerPlace(block.id)], value);
    },
  };
}
export type Opener = ReturnType<typeof createOpener>;
