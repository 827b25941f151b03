import { skills } from "../../party/db/schema/index.ts";
import { upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** Spec 5.4: the master list. Names are permanent, so nothing is ever taken away. */
export const loadSkills: Load = ({ release, at }) =>
  upsert(
    skills,
    release.skills.map(({ id, name, category }) => ({
      id,
      name,
      category,
      is_custom: 0,
      created_by: null,
      review_status: "approved" as const,
      created_at: at,
    })),
    { keep: ["created_at"] },
  );
