import { getServerByName } from "partyserver";
import { database } from "../../db/client.ts";
import { readVariables, type Variables } from "../../http/environment.ts";
import type { Services } from "../../http/services.ts";
import { Peppers } from "../../keys/peppers.ts";
import type { Mailer } from "../../mail/mailer.ts";
import { Outbox } from "../../mail/outbox.ts";
import { providerMailer } from "../../mail/provider.ts";
import { releases } from "../releases.ts";
import type { Env } from "./env.ts";
import { legalGap } from "./legal.ts";
import { page } from "./page.ts";
import { claimsHeader } from "./workbook.ts";

/** What the HTTP app needs, from Cloudflare's bindings. */
export function servicesOf(env: Env): Services {
  const inside = (userId: string, path: string, body: unknown) =>
    getServerByName(env.WORKBOOK, userId).then((object) =>
      object.fetch(
        new Request(`https://object${path}`, {
          method: "POST",
          body: JSON.stringify(body),
          headers: {
            "Content-Type": "application/json",
            [claimsHeader]: JSON.stringify({
              role: "owner",
              userId,
              sessionId: "",
              label: "",
              anonymous: false,
            }),
          },
        }),
      ),
    );
  const gate = (name: string) => env.GATE.get(env.GATE.idFromName(name));
  const variables = readVariables(env);
  const outbox = variables.ENVIRONMENT === "development" ? new Outbox() : null;
  return {
    db: database(env.DB),
    releases,
    variables,
    peppers: Peppers.from(variables.PEPPER_SOURCE),
    workbook: {
      async upgrade(request, userId, claims) {
        const object = await getServerByName(env.WORKBOOK, userId);
        return object.fetch(cleaned(request, claims));
      },
      async ask(userId, question) {
        const response = await inside(userId, "/ask", question);
        return { status: response.status, body: await response.json() };
      },
      async endSession(userId, sessionId) {
        await inside(userId, "/end-session", { sessionId, how: "ended" });
      },
      async renewSession(userId, sessionId) {
        await inside(userId, "/end-session", { sessionId, how: "renewed" });
      },
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
}

function mailerOf({ MAIL_URL, MAIL_TOKEN, MAIL_FROM }: Variables): Mailer | null {
  if (MAIL_URL === undefined || MAIL_TOKEN === undefined || MAIL_FROM === undefined) return null;
  return providerMailer({ url: MAIL_URL, token: MAIL_TOKEN, from: MAIL_FROM });
}

/**
 * The upgrade as the object gets it: no header and no query of the client's that partyserver believes in
 * (`x-partykit-*`, `_pk`), the cookie left behind, our claims put on (platform 1.6).
 */
function cleaned(request: Request, claims: string): Request {
  const headers = new Headers(request.headers);
  for (const name of Array.from(headers.keys())) {
    if (name.startsWith("x-partykit-") || name.startsWith("x-dreamtree-")) headers.delete(name);
  }
  headers.delete("Cookie");
  headers.set(claimsHeader, claims);
  const url = new URL("https://object/ws");
  url.searchParams.set("_pk", crypto.randomUUID());
  return new Request(url, { headers, method: "GET" });
}
