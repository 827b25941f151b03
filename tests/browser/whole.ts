/** `npm run proof`: every journey whole and every number large. `npm test` has the short of each, in ten minutes. */
export const whole = process.env["PROOF"] === "1";
