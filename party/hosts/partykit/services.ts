import type * as Party from "partykit/server";
import * as z from "zod/mini";
import { database } from "../../db/client.ts";
import type { Services } from "../../http/services.ts";
import { servicesFrom } from "../services.ts";
import { readD1Access, remoteD1 } from "./d1.ts";
import type { GateAsk } from "./gate.ts";
import { reach, remember, stubOf } from "./reach.ts";
import { shellOver } from "./shell.ts";

const waited = z.object({ retryAfterMs: z.number() });

/**
 * What the HTTP app needs, from what PartyKit gives a worker.
 * @throws with one line that names the variable
 */
export function servicesOf({ env, parties, assets }: Party.FetchLobby): Services {
  remember(parties);
  const gate = async (name: string, ask: GateAsk) => {
    const init = { method: "POST", body: JSON.stringify(ask) };
    return waited.parse(await (await stubOf("gate", name).fetch("/", init)).json());
  };
  return servicesFrom(env, database(remoteD1(readD1Access(env))), {
    reach,
    gates: {
      count: (name, limit, windowMs) => gate(name, { do: "count", limit, windowMs }),
      take: (name) => gate(name, { do: "take" }),
      clear: async (name) => void (await gate(name, { do: "clear" })),
    },
    sockets: {
      owner: "/parties/main/:userId",
      cockpit: "/parties/live/:liveId",
      observe: "/parties/live/:liveId",
    },
    assets: shellOver((path) => assets.fetch(path)),
  });
}
