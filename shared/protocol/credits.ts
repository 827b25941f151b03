import * as z from "zod/mini";
import { attribution, work } from "../content/credits.ts";

/** `GET /api/credits` (protocol section 4): the sources by category, alphabetical, each with where it is used. */
export const creditsAnswer = z.object({
  version: z.int(),
  categories: z.array(z.object({ name: z.string(), works: z.array(work) })),
  /** The exercises that the works are used in, by id. */
  titles: z.record(z.string(), z.string()),
  attributions: z.array(attribution),
});
export type CreditsAnswer = z.infer<typeof creditsAnswer>;
