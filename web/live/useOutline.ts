import { useEffect, useState } from "react";
import * as z from "zod/mini";
import { outlineEntry, type OutlineEntry } from "../../shared/content/release.ts";
import { call } from "../pages/request.ts";
import { useView } from "../ui/useClient.ts";

const index = z.object({ outline: z.array(outlineEntry) });
const none: readonly OutlineEntry[] = [];

/** The names of everything in the workbook: those that this page has, or those that the server tells. */
export function useOutline(version: number | null): readonly OutlineEntry[] {
  const here = useView((view) => view.stem?.outline ?? none);
  const [told, setTold] = useState<readonly OutlineEntry[]>(none);
  const needs = here.length === 0 && version !== null;
  useEffect(() => {
    if (!needs) return;
    let gone = false;
    const load = async () => {
      const said = await call("GET", `/api/content/${version}/index`, index);
      if (said.ok && !gone) setTold(said.body.outline);
    };
    void load();
    return () => {
      gone = true;
    };
  }, [needs, version]);
  return here.length === 0 ? told : here;
}
