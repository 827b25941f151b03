import type { AccountAnswer } from "../../shared/protocol/account.ts";
import { api } from "./api.ts";
import { useLoaded } from "../pages/useLoaded.ts";

export type Known = AccountAnswer | "loading" | "offline" | "signedOut";

/** What the server knows of this account; `again` asks anew. */
export function useAccount(): { known: Known; again: () => void } {
  const { said, again } = useLoaded(api.account);
  if (said === null) return { known: "loading", again };
  if (said.ok) return { known: said.body, again };
  return { known: said.code === "unauthenticated" ? "signedOut" : "offline", again };
}
