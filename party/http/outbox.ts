import { Hono } from "hono";
import { html, raw } from "hono/html";
import type { Posted } from "../mail/outbox.ts";
import type { Services } from "./services.ts";

const link = /(https?:\/\/\S+)/;

/** A letter's text; what is an address can be followed. */
const words = (text: string) =>
  text.split(link).map((part) => (link.test(part) ? html`<a href="${part}">${part}</a>` : part));

const letter = ({ to, subject, at, text }: Posted) =>
  html`<article>
    <h2>${subject}</h2>
    <p>To ${to} · <time>${at}</time></p>
    <pre>${words(text)}</pre>
  </article>`;

const style = `body{font:17px/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#2c3e50;
background:#faf8f5}article{border-top:1px solid #ccc;margin-top:2rem}pre{white-space:pre-wrap;font:inherit}`;

/** `/outbox`, in development only: the letters that nobody carried anywhere. As JSON for tests. */
export function outboxRoutes({ outbox }: Services): Hono {
  const app = new Hono();
  if (outbox === null) return app;

  app.get("/outbox", (context) => {
    const letters = outbox.letters();
    context.header("Cache-Control", "no-store");
    context.header("Referrer-Policy", "no-referrer");
    if (context.req.header("Accept")?.includes("application/json") === true) return context.json({ letters });
    context.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    return context.html(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width" />
            <title>Outbox · DreamTree</title>
            <style>
              ${raw(style)}
            </style>
          </head>
          <body>
            <h1>Outbox</h1>
            <p>
              What DreamTree wrote to people on this machine. Nothing was sent anywhere; a restart forgets it.
            </p>
            ${letters.length === 0 ? html`<p>No letters yet.</p>` : letters.map(letter)}
          </body>
        </html>`,
    );
  });

  return app;
}
