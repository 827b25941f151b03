import { dayIn, knownZone } from "../../shared/engine/days.ts";
import { useToday } from "../ui/useToday.ts";
import { useView } from "../ui/useClient.ts";

/** Now and where, in the learner's calendar: the zone they pinned, else the one this device is in (decision 15). */
export function useMoment(): { readonly ms: number; readonly zone: string; readonly today: string } {
  const pinned = useView((view) => view.settings.time_zone);
  const ms = useToday().getTime();
  const zone = knownZone(pinned ?? new Intl.DateTimeFormat().resolvedOptions().timeZone);
  return { ms, zone, today: dayIn(zone, ms) };
}
