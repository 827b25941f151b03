import type { StemBlock } from "../../shared/content/block.ts";
import { Outline } from "../outline/Outline.tsx";
import Dialog from "./Dialog.tsx";
import type { Opens } from "./Header.tsx";
import { KeySheet } from "./KeySheet.tsx";
import { SignOut } from "./SignOut.tsx";

const titles: Record<Opens, string> = { outline: "Outline", keys: "Keyboard shortcuts", signout: "Sign out" };

interface Props {
  readonly open: Opens;
  readonly here: StemBlock | null;
  readonly onClose: () => void;
}

/** The dialogs of the learner's page, in one chunk that is fetched when the first of them opens. */
export default function Sheets({ open, here, onClose }: Props) {
  return (
    <Dialog title={titles[open]} side={open === "outline"} onClose={onClose}>
      {open === "outline" ? <Outline here={here} onJump={onClose} /> : null}
      {open === "keys" ? <KeySheet /> : null}
      {open === "signout" ? <SignOut onStay={onClose} /> : null}
    </Dialog>
  );
}
