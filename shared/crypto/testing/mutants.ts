import { fromBase64, toBase64 } from "../bytes.ts";
import type { Envelope } from "../envelope.ts";
import type { Place } from "../place.ts";
import type { Dice } from "../../engine/testing/seed.ts";

/** An envelope as it lies on a server that means ill, and where it is shown to the browser. */
export interface Case {
  readonly name: string;
  readonly userId: string;
  readonly place: Place;
  readonly envelope: unknown;
}

export interface Sealed extends Case {
  readonly envelope: Envelope;
}

type Mutation = (one: Sealed, other: Sealed, dice: Dice) => Case | null;

const flipped = (text: string, dice: Dice): string => {
  const bytes = fromBase64(text) ?? new Uint8Array();
  const at = dice.nat(bytes.length);
  return toBase64(bytes.map((byte, i) => (i === at ? byte ^ (1 << dice.nat(8)) : byte)));
};
const cut = (text: string, dice: Dice): string => {
  const bytes = fromBase64(text) ?? new Uint8Array();
  return toBase64(bytes.slice(0, dice.nat(bytes.length)));
};
const named =
  (name: string, mutate: (one: Sealed, other: Sealed, dice: Dice) => Partial<Case> | null): Mutation =>
  (one, other, dice) => {
    const change = mutate(one, other, dice);
    return change === null ? null : { ...one, ...change, name };
  };
const inPlace = (one: Sealed, change: Partial<Place>) => ({ place: { ...one.place, ...change } });

/** What an attacker who holds the database can do to a field: each is a way to be wrong. */
const mutations: readonly Mutation[] = [
  named("another learner's", (_one, other) => ({ userId: other.userId })),
  named("another table", (one, other) => inPlace(one, { table: other.place.table })),
  named("another column", (one, other) => inPlace(one, { column: other.place.column })),
  named("another row", (one, other) => inPlace(one, { rowId: other.place.rowId })),
  named("a whole row swapped", (_one, other) => ({ place: other.place })),
  named("a learner's letter moved into the table", ({ userId, place }) => ({
    userId: userId.slice(0, -1),
    place: { ...place, table: `${userId.slice(-1)}${place.table}` },
  })),
  named("a boundary between table and column shifted", (one) =>
    inPlace(one, {
      table: one.place.table.slice(0, -1),
      column: `${one.place.table.slice(-1)}${one.place.column}`,
    }),
  ),
  named("a boundary between column and row shifted", (one) =>
    inPlace(one, {
      column: `${one.place.column}${one.place.rowId.slice(0, 1)}`,
      rowId: one.place.rowId.slice(1),
    }),
  ),
  named("parts joined", (one) =>
    inPlace(one, { table: `${one.place.table}${one.place.column}`, column: "" }),
  ),
  named("another iv", ({ envelope }, other) => ({ envelope: { ...envelope, iv: other.envelope.iv } })),
  named("another ciphertext", ({ envelope }, other) => ({
    envelope: { ...envelope, ciphertext: other.envelope.ciphertext },
  })),
  named("a bit of the iv", ({ envelope }, _other, dice) => ({
    envelope: { ...envelope, iv: flipped(envelope.iv, dice) },
  })),
  named("a bit of the ciphertext", ({ envelope }, _other, dice) => ({
    envelope: { ...envelope, ciphertext: flipped(envelope.ciphertext, dice) },
  })),
  named("cut short", ({ envelope }, _other, dice) => ({
    envelope: { ...envelope, ciphertext: cut(envelope.ciphertext, dice) },
  })),
  named("made longer", ({ envelope }, _other, dice) => ({
    envelope: {
      ...envelope,
      ciphertext: toBase64(
        Uint8Array.of(
          ...(fromBase64(envelope.ciphertext) ?? []),
          ...Array.from({ length: 64 }, () => dice.nat(256)),
        ),
      ),
    },
  })),
  named("two ciphertexts", ({ envelope }, other) => ({
    envelope: {
      ...envelope,
      ciphertext: toBase64(
        Uint8Array.of(
          ...(fromBase64(envelope.ciphertext) ?? []),
          ...(fromBase64(other.envelope.ciphertext) ?? []),
        ),
      ),
    },
  })),
  named("another version", ({ envelope }, _other, dice) => ({
    envelope: { ...envelope, v: dice.of([0, 2, 3, -1, 1.5, "1", null, true]) },
  })),
  named("a key more", ({ envelope }, _other, dice) => ({
    envelope: { ...envelope, [dice.of(["kid", "aad", "at", "__proto_", ""])]: "x" },
  })),
  named("a key less", ({ envelope }, _other, dice) => {
    const gone = dice.of(["v", "iv", "ciphertext"]);
    return { envelope: Object.fromEntries(Object.entries(envelope).filter(([name]) => name !== gone)) };
  }),
  named("base64 written another way", ({ envelope }, _other, dice) => {
    const name = dice.of(["iv", "ciphertext"] as const);
    const text = envelope[name];
    const wrong = dice.of([
      text.replaceAll("+", "-").replaceAll("/", "_"),
      text.replace(/=+$/, ""),
      `${text}=`,
      `${text}\n`,
      ` ${text}`,
      text.toLowerCase(),
    ]);
    return wrong === text ? null : { envelope: { ...envelope, [name]: wrong } };
  }),
  named("not an envelope", ({ envelope }, _other, dice) => ({
    envelope: dice.of([null, 1, "", JSON.stringify(envelope), [envelope], { env: envelope }, [], {}]),
  })),
];

const isSame = (a: Case, b: Case): boolean =>
  JSON.stringify([a.userId, a.place, a.envelope]) === JSON.stringify([b.userId, b.place, b.envelope]);

/** A changed copy of one of these, which is none of them. */
export function mutant(all: readonly Sealed[], dice: Dice): Case {
  for (;;) {
    const one = dice.of(all);
    const made = dice.of(mutations)(one, dice.of(all), dice);
    if (made !== null && !all.some((each) => isSame(each, made))) return made;
  }
}

const tables = ["user_responses", "user_contacts", "user_contact", "user_values", "sname"];
const columns = ["response_text", "name", "title", "life_values", "sname", ""];

/** Sealed values of several learners in places that are easily taken for each other. */
export async function sealedValues(
  seal: (userId: string, place: Place, value: unknown) => Promise<Envelope>,
  dice: Dice,
  n: number,
): Promise<Sealed[]> {
  const ids = ["a1", "a", "1a", "11111111-1111-4111-8111-111111111111"];
  return Promise.all(
    Array.from({ length: n }, async () => {
      const userId = dice.of(ids);
      const place = {
        table: dice.of(tables),
        column: dice.of(columns),
        rowId: dice.of([...ids, "1.4.2.letter"]),
      };
      const value = dice.of(["", "x".repeat(dice.nat(200)), 5000, { a: [1, null, "ü"] }, false]);
      return { name: "itself", userId, place, envelope: await seal(userId, place, value) };
    }),
  );
}
