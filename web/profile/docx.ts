import { Document, HeadingLevel, Packer, Paragraph, TextRun } from "docx";
import type { Item, Said, Section } from "./portrait.ts";

/** The profile as a word processor's document. In a chunk of its own: it comes when somebody wants it. */
export function portraitDocx(sections: readonly Section[]): Promise<Blob> {
  const children = [
    new Paragraph({ text: "What you have gathered", heading: HeadingLevel.TITLE }),
    ...sections.flatMap(sectionOf),
  ];
  return Packer.toBlob(
    new Document({ creator: "DreamTree", title: "What you have gathered", sections: [{ children }] }),
  );
}

function sectionOf({ title, texts, items, ranked = false }: Section): Paragraph[] {
  return [
    new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
    ...texts.flatMap(textOf),
    ...items.flatMap((item, i) => itemOf(item, ranked ? `${i + 1}. ` : "")),
  ];
}

function itemOf({ title, detail, texts }: Item, rank: string): Paragraph[] {
  const after = detail === "" ? [] : [new TextRun({ text: `  ${detail}`, color: "666666" })];
  return [
    new Paragraph({
      spacing: { before: 160 },
      children: [new TextRun({ text: `${rank}${title}`, bold: true }), ...after],
    }),
    ...texts.flatMap(textOf),
  ];
}

/** Every line of a text is a paragraph, as the learner broke it. */
const textOf = ({ label, text }: Said): Paragraph[] =>
  text.split("\n").map((line, i) => {
    const named = label !== undefined && i === 0 ? [new TextRun({ text: `${label}. `, italics: true })] : [];
    return new Paragraph({ children: [...named, new TextRun(line)] });
  });
