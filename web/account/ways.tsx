import type { WayProps } from "../private/ways.ts";
import { Claim } from "./Claim.tsx";
import { MakeCode } from "./NewCode.tsx";
import "../form/form.css";

export { UnlockByCode, UnlockByPassword } from "./Unlock.tsx";

/** In the place of a private field, before the first of them. */
export const ClaimWay = ({ onDone }: WayProps) => <Claim onDone={onDone} />;
export const CodeWay = ({ onDone }: WayProps) => <MakeCode onKept={onDone} />;
