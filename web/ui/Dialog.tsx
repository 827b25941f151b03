import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Announcer } from "./Announcer.tsx";
import "./dialog.css";

export interface DialogProps {
  readonly title: string;
  /** At the side, over the whole height; else in the middle. */
  readonly side?: boolean;
  /** As large as the screen allows. */
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** In a chunk of its own: loaded when the first dialog opens. It has an announcer of its own (ux 3.4). */
export default function Dialog({ title, side = false, wide = false, onClose, children }: DialogProps) {
  return (
    <ModalOverlay
      className="veil"
      isDismissable
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
    >
      <Modal className={side ? "dialog dialog--side" : wide ? "dialog dialog--wide" : "dialog"}>
        <AriaDialog className="dialog__in">
          <div className="dialog__head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <button type="button" className="act" onClick={onClose}>
              Close
            </button>
          </div>
          {children}
          <Announcer />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
