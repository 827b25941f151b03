interface Ban {
  readonly pattern: RegExp;
  readonly instead: string;
}

const word = (pattern: string, instead: string): Ban => ({
  pattern: new RegExp(String.raw`\b(?:${pattern})\b`, "giu"),
  instead,
});

/** Words that the writing guide keeps out (content plan 7a, 7b, 7c, 7e). */
export const bans: readonly Ban[] = [
  word("must|should", "say what helps, or why"),
  word("simply|just|obviously", "leave it out"),
  word("failures?", "say setback"),
  word("weakness(?:es)?", "say what is hard, or what you would like to grow"),
  word("normal|crazy|lame|suffers? from", "name the thing itself"),
  word("guys|users?", "say people, you or we"),
  word("passions?|passionate", "say what draws you, or interest"),
  word("cheap|splurge", "no judgement about money"),
  word("heal(?:s|ed|ing)?|cures?|cured|trauma(?:s|tic)?|disorders?|anxiety relief", "no clinical promises"),
  word("just reach out", "say a small, concrete step"),
];

/** British spellings of words the workbook is likely to use: the workbook spells as in the US. */
export const britishSpellings: readonly Ban[] = [
  word("colours?|favours?|favourites?|neighbours?|neighbourhoods?", "US: -or"),
  word("labour|behaviours?|honour|rumours?|humour|flavours?|harbour", "US: -or"),
  word(
    "organis(?:e|ed|es|ing|ation|ations|ational|er)|realis(?:e|ed|es|ing)|recognis(?:e|ed|es|ing)|prioritis(?:e|ed|es|ing)|summaris(?:e|ed|es|ing)|analys(?:e|ed|ing)|apologis(?:e|ed|ing)",
    "US: -ize, -yze",
  ),
  word(
    "centres?|metres?|theatres?|programmes?|cheques?|licence|practise[ds]?|practising|grey|travell(?:ed|ing|er|ers)|counsell(?:ing|or|ors)|judgement|enrol|fulfil|skilful|learnt|whilst|catalogue",
    "US spelling",
  ),
];
