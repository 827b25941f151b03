import { makeSite } from "./site.ts";

/** Before `partykit deploy`: lays out what `partykit.json` serves. */
await makeSite(".partykit/site");
