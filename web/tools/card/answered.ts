import type { Recall } from "../../../shared/content/block.ts";
import type { AnsweredProps } from "../../model/card.ts";

/** With the block's recalls an answered view can name the rows its answer points at; it reads well without. */
export interface AnsweredToolProps extends AnsweredProps {
  readonly recalls?: readonly Recall[];
}
