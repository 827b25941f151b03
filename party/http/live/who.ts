import type { Context } from "hono";
import { addressOf } from "../../db/addresses.ts";
import { facilitated, type LiveFacilitator, type LiveSession } from "../../db/live.ts";
import type { Session } from "../../db/sessions.ts";
import type { KnownFacilitator } from "../../live/asks.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { sessionOrRefusal } from "../session/authenticate.ts";

export type Found<T> =
  | { readonly ok: true; readonly found: T }
  | { readonly ok: false; readonly refusal: Response };

/** Somebody with an account and a confirmed address: only they may look at others, and learners are told the domain. */
export async function confirmedAccount(
  context: Context,
  services: Services,
): Promise<Found<{ session: Session; as: (name: string | undefined) => KnownFacilitator }>> {
  const found = await sessionOrRefusal(context, services);
  if (found.session === null) return { ok: false, refusal: found.refusal };
  const { session } = found;
  const address = session.anonymous ? null : await addressOf(services.db, session.userId);
  if (address === null || address.verifiedAt === null) {
    const message = "For this one needs an account whose e-mail address is confirmed";
    return { ok: false, refusal: errorResponse(context, "forbidden", message) };
  }
  const [local = "", domain = ""] = address.email.split("@");
  const as = (name = local.slice(0, 60)) => ({ userId: session.userId, name, domain });
  return { ok: true, found: { session, as } };
}

/** A session that whoever asks facilitates; to anybody else it is not there. */
export async function facilitatedBy(
  context: Context,
  services: Services,
): Promise<Found<{ session: LiveSession; as: LiveFacilitator }>> {
  const found = await sessionOrRefusal(context, services);
  if (found.session === null) return { ok: false, refusal: found.refusal };
  const own = await facilitated(services.db, context.req.param("id") ?? "", found.session.userId);
  if (own === null) {
    console.warn(
      JSON.stringify({ code: "live_refused", what: new URL(context.req.url).pathname.split("/").at(-1) }),
    );
    return { ok: false, refusal: errorResponse(context, "not_found", "There is no such session") };
  }
  return { ok: true, found: own };
}

/** What an object answered, as the answer of the request. */
export const passedOn = ({ status, body }: { status: number; body: unknown }): Response =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
