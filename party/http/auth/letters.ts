import type { Context } from "hono";
import type { Mail } from "../../mail/mailer.ts";
import type { Services } from "../services.ts";

/**
 * An address in the app for a letter, always under the origin that people know: a request's own Host is whatever
 * its sender wrote.
 * @param behind a token: no server sees what stands behind "#", and no referrer repeats it
 */
export const linkTo = (services: Services, context: Context, path: string, behind?: string): string =>
  `${publicOrigin(services, context)}${path}${behind === undefined ? "" : `#t=${behind}`}`;

/** Only development may go without a configured one (`environment.ts`). */
export const publicOrigin = ({ variables }: Services, context: Context): string =>
  variables.PUBLIC_ORIGIN ?? new URL(context.req.url).origin;

/** Sends a letter after the answer: whether and when it goes changes nothing that can be seen. */
export function sendLetter(context: Context, { mailer }: Services, mail: Mail): void {
  if (mailer === null) return;
  context.executionCtx.waitUntil(
    mailer.send(mail).catch((error: unknown) => {
      // Nothing of the letter, nor of its address.
      const name = error instanceof Error ? error.message : typeof error;
      console.error(JSON.stringify({ code: "mail_failed", subject: mail.subject, error: name }));
    }),
  );
}
