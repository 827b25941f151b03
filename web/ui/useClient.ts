import { createContext, use, useSyncExternalStore } from "react";
import type { Client, ClientView } from "../model/client.ts";

export const ClientContext = createContext<Client | null>(null);

export function useClient(): Client {
  const client = use(ClientContext);
  if (client === null) throw new Error("No client above this component");
  return client;
}

/**
 * One slice of the view. A component is drawn again only when its own slice is another value, which is what
 * keeps typing (drafts change) away from the thread (state changes).
 */
export function useView<T>(select: (view: ClientView) => T): T {
  const client = useClient();
  const read = () => select(client.view());
  return useSyncExternalStore((listener) => client.subscribe(listener), read, read);
}
