import { ongoing_practices } from "../../party/db/schema/index.ts";
import { sha256Hex } from "../../shared/ids/uuid5.ts";
import { upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** Learners' logs refer to a practice by number: it is made from the permanent key, not from the place in the file. */
const practiceId = (key: string): number => Number.parseInt(sha256Hex(`practice ${key}`).slice(0, 8), 16);

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
