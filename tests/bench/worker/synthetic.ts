import { releasesOf } from "../../../party/workbook/releases.ts";
import { syntheticRelease } from "../synthetic.ts";

/** Takes the place of `party/hosts/releases.ts` in the bundle for the generated workbook. */
export const releases = releasesOf([syntheticRelease()]);
