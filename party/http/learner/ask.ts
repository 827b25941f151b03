import type { Context } from "hono";
import type { Ask } from "../../workbook/asks.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { authenticate } from "../session/authenticate.ts";

/** Asks the object of the learner whose session this is: it alone knows them (protocol section 4). */
export async function asked(context: Context, services: Services, question: Ask): Promise<Response> {
  const found = await authenticate(context, services);
  if (found.session === null) {
    return found.reason === "none"
      ? errorResponse(context, "unauthenticated", "There is no session here")
      : errorResponse(context, "unavailable", "Try again in a moment");
  }
  const { status, body } = await services.workbook.ask(found.session.userId, question);
  return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
}

/** The zone that a request names; the object decides what counts when there is none (decision 15). */
export const zoneOf = (context: Context): string | null =>
  context.req.header("X-Time-Zone")?.slice(0, 64) ?? null;
