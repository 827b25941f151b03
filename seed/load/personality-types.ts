import { personality_types } from "../../party/db/schema/index.ts";
import { typeLines } from "../../shared/content/release.ts";
import { upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** Spec 5.1: the summary is the five lines, one below the other. */
export const loadPersonalityTypes: Load = ({ release }) =>
  upsert(
    personality_types,
    release.types.map(({ code, name, lines }) => ({
      code,
      name,
      summary: typeLines.map((line) => lines[line]).join("\n"),
    })),
  );
