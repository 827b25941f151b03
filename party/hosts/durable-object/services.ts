import { database } from "../../db/client.ts";
import type { Services } from "../../http/services.ts";
import { servicesFrom } from "../services.ts";
import type { Env } from "./env.ts";
import { reachOf } from "./reach.ts";

/** What the HTTP app needs, from Cloudflare's bindings. */
export function servicesOf(env: Env): Services {
  const gate = (name: string) => env.GATE.get(env.GATE.idFromName(name));
  return servicesFrom(env, database(env.DB), {
    reach: reachOf(env),
    gates: {
      count: (name, limit, windowMs) => gate(name).attempt(limit, windowMs),
      take: (name) => gate(name).take(),
      clear: (name) => gate(name).clear(),
    },
    sockets: { owner: "/ws", cockpit: "/ws/live/:liveId", observe: "/ws/observe/:participantId" },
    assets: env.ASSETS,
  });
}
