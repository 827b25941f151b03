import type { Privacy } from "../crypto/privacy.ts";
import type { Environment, PrivacyCode } from "./environment.ts";
import { provisionalUser } from "./provisional.ts";

/**
 * The way to what seals and opens: its code is fetched when the page is idle or something private is near, and
 * works for one learner at a time.
 */
export function createDoor(env: Environment, changed: () => void) {
  let code: Promise<PrivacyCode> | null = null;
  let here: PrivacyCode | null = null;
  let inside: { readonly userId: string; readonly privacy: Privacy } | null = null;

  async function fetched(): Promise<PrivacyCode> {
    here = await env.privacy();
    changed();
    return here;
  }
  function of(userId: string | null): Privacy | null {
    // Nothing can be bound to somebody who is nobody yet; who has left takes the key along.
    if (here === null || userId === null || userId === provisionalUser) {
      inside?.privacy.close();
      inside = null;
      return null;
    }
    if (inside?.userId !== userId) {
      inside?.privacy.close();
      inside = { userId, privacy: here.privacyFor(env, userId, changed) };
    }
    return inside.privacy;
  }
  function fetch(): Promise<PrivacyCode> {
    code ??= fetched();
    return code;
  }
  return {
    fetch: () => void fetch(),
    of,
    async when(userId: string): Promise<Privacy | null> {
      await fetch();
      return of(userId);
    },
  };
}
