import { useEffect, useState } from "react";
import { localDay } from "./when.ts";

/** The present day; a page that stayed open over midnight learns of it when it is looked at again. */
export function useToday(): Date {
  const [today, setToday] = useState(() => new Date());
  useEffect(() => {
    const look = () => setToday((then) => (localDay(then) === localDay(new Date()) ? then : new Date()));
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return today;
}
