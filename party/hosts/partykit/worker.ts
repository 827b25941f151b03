import type * as Party from "partykit/server";
import type { Hono } from "hono";
import { httpApp } from "../../http/app.ts";
import { servicesOf } from "./services.ts";

/** One app per isolate: the configuration of a deployment does not change under it. */
let app: Hono | undefined;

/**
 * PartyKit sends what these throw to the client, as a 401 or a 500 with the message: nothing may leave them.
 * @param answer where the app cannot be made, for its configuration is wrong, it is a plain 503, and a line in the log
 */
export async function safely(what: string, answer: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    console.error(error instanceof Error ? error.message : what);
    const told = { error: { code: "unavailable", message: "Try again in a moment" } };
    return Response.json(told, { status: 503 });
  }
}

export const asked = (request: Party.Request, lobby: Party.FetchLobby, context: Party.ExecutionContext) => {
  app ??= httpApp(servicesOf(lobby));
  // PartyKit's types are of another year's runtime than ours.
  return app.fetch(request as unknown as Request, lobby.env, context as unknown as ExecutionContext);
};
