import * as z from "zod/mini";

/** What `GET /api/daily-dos` says. */
export const dueAnswer = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      title: z.string(),
      subtitle: z.string(),
      action: z.object({ label: z.string(), path: z.string() }),
    }),
  ),
});
