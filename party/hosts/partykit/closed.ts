/** What PartyKit would let everybody do with a party, and nobody may: to the world there is nothing here. */
export const closed = (): Response => new Response("Not found", { status: 404 });
