import { fetchWorker } from "./client.ts";

/* For tests only: what the app wrote to somebody. */

interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The newest first. */
export async function lettersTo(email: string): Promise<Letter[]> {
  const response = await fetchWorker("/outbox", { headers: { Accept: "application/json" } });
  const { letters } = await response.json<{ letters: Letter[] }>();
  return letters.filter((one) => one.to === email);
}

/** The address in a letter, and the token behind its "#". */
export function linkIn({ text }: Letter): { url: string; token: string } {
  const [url = ""] = /https?:\/\/\S+/.exec(text) ?? [];
  return { url, token: /#t=([\w-]+)/.exec(url)?.[1] ?? "" };
}

/** Does what the letter asks for after a claim. */
export async function confirm(email: string): Promise<void> {
  const [letter] = await lettersTo(email);
  if (letter === undefined) throw new Error("no letter");
  const response = await fetchWorker("/api/auth/confirm", {
    method: "POST",
    body: JSON.stringify({ token: linkIn(letter).token }),
    headers: { Origin: "https://dreamtree.test", "Content-Type": "application/json" },
  });
  if (!response.ok) throw new Error(await response.text());
}
