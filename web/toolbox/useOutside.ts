import { useEffect, useState } from "react";
import type { Outside } from "../model/client.ts";
import { useClient } from "../ui/useClient.ts";

/** What is done outside the conversation; null while its code is on its way. */
export function useOutside(): Outside | null {
  const client = useClient();
  const [outside, setOutside] = useState<Outside | null>(null);
  useEffect(() => {
    let stays = true;
    void client.outside().then((one) => (stays ? setOutside(one) : undefined));
    return () => {
      stays = false;
    };
  }, [client]);
  return outside;
}
