import * as z from "zod/mini";
import { envelopeShape } from "./envelope.ts";

/** A sealed field where it comes in from outside; see `envelope.ts`. */
export const envelope = z.strictObject({
  v: z.literal(1),
  iv: z.string().check(z.regex(envelopeShape.iv)),
  ciphertext: z.string().check(z.regex(envelopeShape.ciphertext), z.maxLength(envelopeShape.ciphertextMost)),
});
