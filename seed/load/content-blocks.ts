import { content_blocks } from "../../party/db/schema/index.ts";
import { upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** Spec 4.2; what is retired stays, inactive. */
export const loadContentBlocks: Load = ({ release, at }) =>
  upsert(
    content_blocks,
    [
      ...release.stem.map((block) => ({ block, is_active: 1 })),
      ...release.retired.map((block) => ({ block, is_active: 0 })),
    ].flatMap(({ block, is_active }) =>
      block.contentType === undefined
        ? []
        : [
            {
              id: block.contentId,
              content_type: block.contentType,
              content: block.text,
              version: 1,
              is_active,
              updated_at: at,
            },
          ],
    ),
    { bump: "version" },
  );
