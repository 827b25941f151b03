import type { Peppers } from "../../keys/peppers.ts";

/**
 * The name under which something is counted: a keyed hash, so that no counter holds an address.
 * @param what "source" and a network, "account" and an address, …
 */
export async function countedName(peppers: Peppers, ...what: readonly string[]): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(what));
  const mac = await crypto.subtle.sign("HMAC", await peppers.hmac("gate"), text);
  return [...new Uint8Array(mac).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The same id for the same thing, of which it says nothing: what is asked for again is made once. */
export async function uuidFor(peppers: Peppers, ...what: readonly string[]): Promise<string> {
  const hex = await countedName(peppers, ...what);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-");
}

/** Where a request comes from: an IPv4 address, or the /64 of an IPv6 one, which one household has whole. */
export function networkOf(request: Request): string {
  const address = request.headers.get("CF-Connecting-IP") ?? "local";
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter(Boolean);
  const after = (tail ?? "").split(":").filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => "0");
  return [...groups, ...(tail === undefined ? [] : zeros), ...after]
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""))
    .join(":");
}
