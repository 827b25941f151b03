import { ongoing_practices } from "../../party/db/schema/index.ts";
import { practiceId } from "../compile/release.ts";
import { upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** Spec 4.7, decision 13. */
export const loadOngoingPractices: Load = ({ workbook: { reference }, at }) =>
  upsert(
    ongoing_practices,
    reference.practices.map(({ key, name, established_in, used_by, frequency, purpose }) => ({
      id: practiceId(key),
      key,
      name,
      established_in,
      used_by: used_by.join(", "),
      frequency,
      purpose,
      updated_at: at,
    })),
  );
