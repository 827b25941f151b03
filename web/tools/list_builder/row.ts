import type { ListConfig } from "../../../shared/tools/list_builder/tool.ts";
import type { DragOrder } from "../card/order.ts";
import type { Problems } from "../card/problems.ts";
import type { LinkOption } from "./links.ts";
import type { DraftRow } from "./model.ts";

/** What both kinds of row are given. */
export interface RowProps {
  readonly row: DraftRow;
  readonly config: ListConfig;
  readonly name: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isOpen: boolean;
  readonly drag: DragOrder;
  readonly problems: Problems;
  readonly links: readonly LinkOption[];
  readonly onOpen: (isOpen: boolean) => void;
  readonly onText: (field: string, text: string) => void;
  /** Of a plain list: what stands behind the cursor becomes the next line. */
  readonly onSplit: (at: number) => void;
  /** Of a plain list: to the end of the line above. */
  readonly onJoin: () => void;
  readonly onLines: (lines: readonly string[]) => void;
  readonly onMove: (step: 1 | -1) => void;
  readonly onRemove: () => void;
}
