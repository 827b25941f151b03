import type { Mailer } from "./mailer.ts";

const deadlineMs = 10_000;

/**
 * A provider's HTTP API: `POST {from, to, subject, text}` as JSON with a bearer token, as Resend and others take
 * it. @throws when it does not answer with 2xx in ten seconds; nothing of the letter is in the error.
 */
export function providerMailer(api: { url: string; token: string; from: string }): Mailer {
  return {
    async send({ to, subject, text }) {
      const response = await fetch(api.url, {
        method: "POST",
        headers: { Authorization: `Bearer ${api.token}`, "Content-Type": "application/json" },
        body: JSON.stringify({ from: api.from, to: [to], subject, text }),
        signal: AbortSignal.timeout(deadlineMs),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`the mail provider answered ${response.status}`);
    },
  };
}
