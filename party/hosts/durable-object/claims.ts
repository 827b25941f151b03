/** Set by the worker alone: nobody else can reach an object (platform 1.6). */
export const claimsHeader = "x-dreamtree-claims";
