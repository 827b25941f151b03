import type { Context } from "hono";
import type { Services } from "../services.ts";
import { countedName, networkOf } from "../session/source.ts";
import { tooMany } from "../tooMany.ts";

/** Attempts at anybody's secret from one network. A room of people behind one address must get through. */
const perNetwork = { limit: 20, windowMs: 60_000 };
const patience = "Too many attempts; wait a little, then try again";

export type Attempt =
  | { allowed: true; succeeded: () => Promise<void> }
  | { allowed: false; refusal: Response };

/**
 * Counts an attempt at a secret before it is looked at: per account, and per network (security 3, brute force).
 * @param account what the attempt is at, whether it exists or not
 * @param trusted this browser's own count, when it has signed in to the account before: then strangers who try
 *   passwords on the account, from anywhere, do not hold it up
 */
export async function attemptAt(
  context: Context,
  { gates, peppers }: Services,
  account: readonly string[],
  trusted: string | null,
): Promise<Attempt> {
  if (trusted === null) {
    const network = await countedName(peppers, "attempts", networkOf(context.req.raw));
    const { retryAfterMs } = await gates.count(network, perNetwork.limit, perNetwork.windowMs);
    if (retryAfterMs > 0) return { allowed: false, refusal: tooMany(context, retryAfterMs, patience) };
  }
  const name = await countedName(peppers, ...account, trusted ?? "anybody");
  const { retryAfterMs } = await gates.take(name);
  if (retryAfterMs > 0) return { allowed: false, refusal: tooMany(context, retryAfterMs, patience) };
  return { allowed: true, succeeded: () => gates.clear(name) };
}
