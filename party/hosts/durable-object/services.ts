import { getServerByName } from "partyserver";
import { database } from "../../db/client.ts";
import { readVariables, type Variables } from "../../http/environment.ts";
import { endWatching } from "../../http/live/watching.ts";
import type { Services } from "../../http/services.ts";
import { Peppers } from "../../keys/peppers.ts";
import type { Mailer } from "../../mail/mailer.ts";
import { Outbox } from "../../mail/outbox.ts";
import { providerMailer } from "../../mail/provider.ts";
import { releases } from "../releases.ts";
import type { Env } from "./env.ts";
import { legalGap } from "./legal.ts";
import { page } from "./page.ts";
import { askLive, askWorkbook, cleaned, tellWorkbook } from "./reach.ts";

/** What the HTTP app needs, from Cloudflare's bindings. */
export function servicesOf(env: Env): Services {
  const gate = (name: string) => env.GATE.get(env.GATE.idFromName(name));
  const variables = readVariables(env);
  const outbox = variables.ENVIRONMENT === "development" ? new Outbox() : null;
  const services: Services = {
    db: database(env.DB),
    releases,
    variables,
    peppers: Peppers.from(variables.PEPPER_SOURCE),
    workbook: {
      async upgrade(request, userId, claims) {
        const object = await getServerByName(env.WORKBOOK, userId);
        return object.fetch(cleaned(request, claims));
      },
      ask: (userId, question) => askWorkbook(env, userId, question),
      async endSession(userId, sessionId) {
        await Promise.all([
          tellWorkbook(env, userId, "/end-session", { sessionId, how: "ended" }),
          endWatching(services, userId, sessionId).catch(() => undefined),
        ]);
      },
      async renewSession(userId, sessionId) {
        await tellWorkbook(env, userId, "/end-session", { sessionId, how: "renewed" });
      },
    },
    live: {
      upgrade: (request, liveId, claims) => env.LIVE.getByName(liveId).fetch(cleaned(request, claims)),
      ask: (liveId, question) => askLive(env, liveId, question),
    },
    gates: {
      count: (name, limit, windowMs) => gate(name).attempt(limit, windowMs),
      take: (name) => gate(name).take(),
      clear: (name) => gate(name).clear(),
    },
    mailer: mailerOf(variables) ?? outbox,
    outbox,
    // A copy for development serves nobody who must know.
    legalGap: variables.ENVIRONMENT === "production" ? legalGap(env.ASSETS) : async () => null,
    page: (request) => page(request, env.ASSETS),
  };
  return services;
}

function mailerOf({ MAIL_URL, MAIL_TOKEN, MAIL_FROM }: Variables): Mailer | null {
  if (MAIL_URL === undefined || MAIL_TOKEN === undefined || MAIL_FROM === undefined) return null;
  return providerMailer({ url: MAIL_URL, token: MAIL_TOKEN, from: MAIL_FROM });
}
