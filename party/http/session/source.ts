/**
 * The name under which a source is counted: a keyed hash of its network (an IPv4 address, an IPv6 /64), so
 * that no counter holds an address.
 */
export async function sourceName(request: Request, pepper: string): Promise<string> {
  const address = request.headers.get("CF-Connecting-IP") ?? "local";
  const network = address.includes(":") ? address.split(":").slice(0, 4).join(":") : address;
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    encoder.encode(pepper),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = await crypto.subtle.sign("HMAC", key, encoder.encode(network));
  return [...new Uint8Array(mac).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
