import { releases as shipped } from "../../seed/releases/index.ts";
import { releasesOf } from "../workbook/releases.ts";

/** The last five releases, which every host ships (decision 28). */
export const releases = releasesOf(shipped);
