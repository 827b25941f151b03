import { prompts } from "../../party/db/schema/index.ts";
import { json, upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** Spec 4.3; what is retired stays, inactive: checklists refer to it. */
export const loadPrompts: Load = ({ release, at }) =>
  upsert(
    prompts,
    [
      ...release.stem.map((block) => ({ block, is_active: 1 })),
      ...release.retired.map((block) => ({ block, is_active: 0 })),
    ].flatMap(({ block, is_active }) =>
      block.inputType === undefined
        ? []
        : [
            {
              id: block.contentId,
              prompt_text: block.text,
              input_type: block.inputType,
              input_config: json(block.config ?? {}),
              version: 1,
              is_active,
              updated_at: at,
            },
          ],
    ),
    { bump: "version" },
  );
