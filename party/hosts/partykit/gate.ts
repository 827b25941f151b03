import type * as Party from "partykit/server";
import * as z from "zod/mini";
import { Attempts } from "../../gate/attempts.ts";
import { closed } from "./closed.ts";

const gateAsk = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("count"), limit: z.int(), windowMs: z.int() }),
  z.strictObject({ do: z.literal("take") }),
  z.strictObject({ do: z.literal("clear") }),
]);
export type GateAsk = z.infer<typeof gateAsk>;

/** Counts attempts of one source or account on PartyKit; only the worker reaches it, past `onBefore…`. */
export default class Gate {
  static onBeforeConnect = closed;
  static onBeforeRequest = closed;

  readonly #attempts: Attempts;

  constructor({ storage }: Party.Room) {
    this.#attempts = new Attempts(storage);
  }

  async onRequest(request: Party.Request): Promise<Response> {
    const asked = gateAsk.parse(await request.json());
    switch (asked.do) {
      case "count":
        return Response.json(await this.#attempts.count(asked.limit, asked.windowMs, Date.now()));
      case "take":
        return Response.json(await this.#attempts.take(Date.now()));
      case "clear":
        await this.#attempts.forget();
        return Response.json({ retryAfterMs: 0 });
    }
  }

  onAlarm(): Promise<void> {
    return this.#attempts.forget();
  }
}
