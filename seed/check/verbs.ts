/** Verbs with which a question may begin instead of ending with "?" (FORMAT.md, Blocks). */
export const askingVerbs: ReadonlySet<string> = new Set(
  `add allow answer arrange ask begin borrow bring build call check choose circle collect compare complete copy count
  cross decide describe draft drag draw enter explain fill find finish gather give go group grow guess imagine jot keep
  leave let list listen log look make mark match move name note notice open order pause pick picture place plan pull put
  rank rate read recall record remember revise rewrite say score search see select send set share show sketch sort speak
  start state take tag talk tell think time track trim try turn type update use walk weigh work write`.split(
    /\s+/,
  ),
);
