import { lazy, useState, type ComponentType } from "react";
import { arrives } from "./arrives.ts";

export interface OnDemand<P> {
  /** Stands inside a Suspense. */
  readonly View: ComponentType<P>;
  /** Fetches it ahead. Failing is no harm: it is tried again when it is shown. */
  fetch(): void;
}

/**
 * A component in a chunk of its own. Unlike `lazy` alone, one that has been fetched ahead is drawn at once:
 * React would hold back even a resolved one for 300 ms the first time.
 */
export function onDemand<P extends object>(load: () => Promise<ComponentType<P>>): OnDemand<P> {
  let ready: ComponentType<P> | null = null;
  const fetched = async () => {
    ready = await load();
    return ready;
  };
  const Lazy = lazy(async () => ({ default: await arrives(fetched) })) as unknown as ComponentType<P>;
  return {
    View(props) {
      // One of the two for as long as it stands: changing over would drop what is typed into it.
      const [It] = useState(() => ready ?? Lazy);
      return <It {...props} />;
    },
    fetch: () => void fetched().catch(() => undefined),
  };
}
