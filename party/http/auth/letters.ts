import type { Context } from "hono";
import type { Mail } from "../../mail/mailer.ts";
import type { Services } from "../services.ts";

/**
 * An address in the app for a letter, always under the origin that people know: a request's own Host is whatever
 * its sender wrote.
 * @param behind a token: no server sees what stands behind "#", and no referrer repeats it
 */
export function linkTo({ variables }: Services, context: Context, path: string, behind?: string): string {
  // Only development may go without (`environment.ts`).
  const origin = variables.PUBLIC_ORIGIN ?? new URL(context.req.url).origin;
  return `${origin}${path}${behind === undefined ? "" : `#t=${behind}`}`;
}

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
