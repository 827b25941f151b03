import type { Condition } from "../../shared/content/block.ts";
import { plain, type DraftNode, type DraftParagraphs } from "./text.ts";

type Paragraph = DraftParagraphs[number];

export function conditionsOf([first]: Paragraph): readonly Condition[] | null {
  return typeof first === "object" && "when" in first ? first.when : null;
}

/** A text in pieces: a paragraph that always stands, or the readings of which one does (SPEC RC11). */
export function pieces(paragraphs: DraftParagraphs): DraftParagraphs[] {
  const all: Paragraph[][] = [];
  let open: Paragraph[] | null = null;
  for (const paragraph of paragraphs) {
    const conditions = conditionsOf(paragraph);
    if (conditions === null || open === null) all.push((open = []));
    open.push(paragraph);
    // What "else" ends is one choice; readings behind it are another.
    if (conditions === null || conditions.length === 0) open = null;
  }
  return all;
}

const withoutCondition = (paragraph: Paragraph): readonly DraftNode[] =>
  conditionsOf(paragraph) === null ? paragraph : paragraph.slice(1);

/** Every text that a learner may meet here. */
export const variants = (paragraphs: DraftParagraphs): DraftParagraphs[] =>
  pieces(paragraphs).reduce<DraftParagraphs[]>(
    (texts, piece) => texts.flatMap((text) => piece.map((one) => [...text, withoutCondition(one)])),
    [[]],
  );

const lengthOf = (paragraph: Paragraph): number => plain(paragraph).length;

/** The longest of them, for what is counted in words. */
export const longest = (paragraphs: DraftParagraphs): DraftParagraphs =>
  pieces(paragraphs).flatMap((piece) => {
    const [most] = piece.toSorted((a, b) => lengthOf(b) - lengthOf(a));
    return most === undefined ? [] : [withoutCondition(most)];
  });
