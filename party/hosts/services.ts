import type { Database } from "../db/client.ts";
import { readVariables, type Variables } from "../http/environment.ts";
import type { Services } from "../http/services.ts";
import { Peppers } from "../keys/peppers.ts";
import type { Mailer } from "../mail/mailer.ts";
import { Outbox } from "../mail/outbox.ts";
import { providerMailer } from "../mail/provider.ts";
import { objectsOver, type Reach } from "./inside.ts";
import { legalGap } from "./legal.ts";
import { page, type Assets } from "./page.ts";
import { releases } from "./releases.ts";

/**
 * What the HTTP app needs, from the configuration and from what a host has of its own.
 * @throws with one line that names the variable
 */
export function servicesFrom(
  env: unknown,
  db: Database,
  {
    reach,
    assets,
    ...own
  }: Pick<Services, "gates" | "sockets"> & {
    readonly reach: Reach;
    readonly assets: Assets;
  },
): Services {
  const variables = readVariables(env);
  const outbox = variables.ENVIRONMENT === "development" ? new Outbox() : null;
  return {
    db,
    releases,
    variables,
    peppers: Peppers.from(variables.PEPPER_SOURCE),
    mailer: mailerOf(variables) ?? outbox,
    outbox,
    // A copy for development serves nobody who must know.
    legalGap: variables.ENVIRONMENT === "production" ? legalGap(assets) : async () => null,
    page: (request) => page(request, assets),
    ...objectsOver(reach, db),
    ...own,
  };
}

function mailerOf({ MAIL_URL, MAIL_TOKEN, MAIL_FROM }: Variables): Mailer | null {
  if (MAIL_URL === undefined || MAIL_TOKEN === undefined || MAIL_FROM === undefined) return null;
  return providerMailer({ url: MAIL_URL, token: MAIL_TOKEN, from: MAIL_FROM });
}
