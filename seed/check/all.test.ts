import { describe, expect, it } from "vitest";
import type { Files } from "../author/open.ts";
import { damaged, file, lineOf, problemsOf, soundFiles } from "../testing/workbook.ts";

const one = file("1.1.1");
const two = file("1.1.2");
const objects = "seed/reference/data-objects.yaml";

/** What is damaged, how, where the problem is to be reported, and what it has to say. */
type Case = readonly [name: string, files: Files, path: string, at: string, message: RegExp];
const damage = (name: string, path: string, find: string, put: string, at: string, message: RegExp): Case => [
  name,
  damaged(path, find, put),
  path,
  at,
  message,
];

/** 1.1.1 as another exercise, for rules that hold only there. */
function elsewhere(id: string, ...edits: [string, string][]): Files {
  const text = (soundFiles.get(one) ?? "").replaceAll("1.1.1", id);
  const intro = (soundFiles.get(file("1.1.0")) ?? "").replaceAll("1.1.0", `${id.slice(0, 3)}.0`);
  const edited = edits.reduce((all, [find, put]) => all.replaceAll(find, put), text);
  return new Map([...soundFiles, [file(`${id.slice(0, 3)}.0`), intro], [file(id), edited]]);
}

const long = (n: number) => Array.from({ length: n }, () => "word").join(" ");
const why = "Skills show in things you have already done, so we look there. [@long]";

const cases: readonly Case[] = [
  // Files and heads
  damage(
    "file name",
    one,
    ":: exercise 1.1.1",
    ":: exercise 1.1.4",
    ":: exercise",
    /the file is called 1\.1\.4\.md/,
  ),
  damage("no head", one, ":: exercise 1.1.1", ":: chapter 1", ":: chapter", /a file begins with/),
  damage("text before the head", one, ":: exercise", "Hello\n:: exercise", "Hello", /nothing stands before/),
  damage(
    "two exercises in one file",
    two,
    ":: transition end",
    ":: exercise 1.1.3\n\n:: transition end",
    ":: exercise 1.1.3",
    /one exercise/,
  ),
  damage(
    "not in the plan",
    file("1.1.0"),
    "1.1.0",
    "1.9.0",
    ":: exercise",
    /the plan has no exercise 1\.9\.0/,
  ),
  [
    "no introduction",
    new Map([...soundFiles].filter(([path]) => path !== file("1.1.0"))),
    one,
    ":: exercise",
    /write seed\/content\/1\.1\.0\.md/,
  ],
  damage("minutes", one, "minutes: 45", "minutes: many", "minutes", /`minutes` is "many"; it should be/),
  damage(
    "head setting",
    one,
    "minutes: 45",
    "minutes: 45\nauthor: me",
    "author",
    /unknown setting: author; known are title/,
  ),
  damage(
    "missing purpose",
    one,
    "purpose: Turn what you have done into a story.\n",
    "",
    "title:",
    /`purpose` is missing/,
  ),
  damage("ingredients", one, "[write, mirror]", "[write]", "ingredients", /at least two/),
  damage(
    "unknown ingredient",
    one,
    "[write, mirror]",
    "[write, salt]",
    "ingredients",
    /it is one of "write"/,
  ),
  damage("usage type", one, "long framework", "long stolen", "long stolen", /usage one of framework/),
  damage(
    "unknown source in head",
    one,
    "star inspiration",
    "stra inspiration",
    "stra",
    /unknown source "stra"/,
  ),
  damage("source twice", one, "star inspiration", "long concept", "long concept", /listed twice/),

  // Blocks
  damage(
    "unknown kind",
    one,
    ":: instruction why",
    ":: instructoin why",
    ":: instructoin",
    /unknown kind `instructoin`/,
  ),
  damage(
    "no space",
    one,
    ":: instruction why",
    "::instruction why",
    "::instruction",
    /two colons, one space/,
  ),
  damage("no word", one, ":: instruction why", ":: instruction", ":: instruction\n", /has no word/),
  damage(
    "bad word",
    one,
    ":: instruction why",
    ":: instruction 2nd",
    ":: instruction 2nd",
    /`2nd` is no word/,
  ),
  damage(
    "word twice",
    one,
    ":: instruction why",
    ":: instruction done",
    ":: celebration done",
    /taken in line 14/,
  ),
  damage(
    "unknown flag",
    one,
    "experiences required",
    "experiences requierd",
    ":: list_builder",
    /unknown flag `requierd`/,
  ),
  damage(
    "flag on content",
    one,
    ":: instruction why",
    ":: instruction why required",
    ":: instruction why",
    /asks nothing/,
  ),
  damage(
    "beat on a question",
    one,
    ":: checkbox aloud",
    ":: checkbox aloud rest",
    ":: checkbox",
    /waits by itself/,
  ),
  damage("two beats", one, "done rest", "done rest continue", ":: celebration", /`continue` beside `rest`/),
  damage("no text", one, why, "", ":: instruction why", /has no text/),
  damage(
    "settings not ended",
    one,
    "placeholder: One line is plenty.\n---",
    "placeholder: One line is plenty.",
    "maxLength: 600",
    /settings end with a line `---`/,
  ),
  damage(
    "YAML",
    one,
    "placeholder: One line is plenty.",
    "placeholder: [One",
    "placeholder: [One",
    /not YAML/,
  ),
  damage(
    "unknown setting",
    one,
    "placeholder:",
    "plaecholder:",
    "plaecholder",
    /unknown setting `plaecholder`; a textarea has maxLength/,
  ),
  damage(
    "setting of a tool",
    one,
    "target: user_skills",
    "target: user_skillz",
    "target: user_skillz",
    /`target` is "user_skillz"; it is one of "user_skills"/,
  ),
  damage(
    "row of a list",
    one,
    "type: text, required",
    "type: txt, required",
    "type: txt",
    /it is one of "text"/,
  ),
  damage(
    "unknown tool",
    one,
    ":: skill_tagger tags",
    ":: skill_taggr tags",
    ":: skill_taggr",
    /unknown kind/,
  ),
  damage(
    "tool that is not built",
    one,
    ":: ranking_grid ranking",
    ":: idea_tree ranking",
    ":: idea_tree",
    /not built yet/,
  ),
  damage(
    "activity order",
    one,
    ":: activity 1",
    ":: activity 2",
    ":: activity 2",
    /activity 2 stands where activity 1 is next/,
  ),
  damage(
    "activity with text",
    one,
    "What you have done\n\n:: note",
    "What you have done\n\nHello\n\n:: note",
    "Hello",
    /no text of its own/,
  ),

  // Texts
  damage("list", one, why, `- ${why}`, "- Skills", /no lists/),
  damage("HTML", one, "Skills show", "Skills <b>show</b>", "Skills <b>", /no HTML/),
  damage("HTML in a later line", one, why, `${why}\nSo <i>there</i>.`, "So <i>", /no HTML/),
  damage("code", one, "Skills show", "Skills `show`", "Skills `show`", /no code/),
  damage("http", one, "Skills show", "Skills [show](http://a.b)", "http://a.b", /begins with https/),
  damage("typed number", one, "[@long]", "[@long] [3]", "[3]", /numbers are given when content is built/),
  damage("broken citation", one, "[@long]", "[@long, star]", "[@long, star]", /one slug each/),
  damage("broken fill", one, "{{top}}", "{{Top}}", "{{Top}}", /a fill is/),
  damage(
    "heading with marks",
    one,
    "Evidence of ability",
    "Evidence of *ability*",
    "Evidence of *",
    /plain text/,
  ),
  damage("long heading", one, "Evidence of ability", long(7), long(7), /7 words; a heading has at most 6/),
  damage("short bubble", one, why, "Too short. [@long]", "Too short", /2 words; an instruction has 8 to 45/),
  damage("long bubble", one, why, `${long(46)}. [@long]`, long(46), /46 words/),
  damage(
    "many characters",
    one,
    why,
    `${long(7).replaceAll("word", "w".repeat(45))} a. [@long]`,
    "wwww",
    /characters; an instruction/,
  ),
  damage(
    "four sentences",
    one,
    why,
    "We look. We see. We wait a bit. We go on. [@long]",
    "We look",
    /4 sentences/,
  ),
  damage(
    "long example",
    one,
    "roofer, 19 years.",
    `roofer, ${long(60)}.`,
    "**For example",
    /an example has at most 60/,
  ),
  damage(
    "long note",
    one,
    "**For example.** Tomasz, 47, put down: roofer, 19 years.",
    `Mind, ${long(41)}.`,
    "Mind,",
    /a note that is no example has at most 40/,
  ),
  damage(
    "long celebration",
    one,
    "A list of skills in your own order.",
    `${long(21)}.`,
    "word word",
    /a celebration has at most 20/,
  ),
  damage(
    "long question",
    one,
    "What did you keep going at home?",
    `${long(31)}?`,
    "word word",
    /a question has at most 30/,
  ),
  damage(
    "two questions",
    one,
    "What did you keep going at home?",
    "What did you keep? And where?",
    "What did you keep?",
    /2 questions in one/,
  ),
  damage(
    "no question",
    one,
    "What did you keep going at home?",
    "The things you kept going at home.",
    "The things you",
    /ends with "\?" or begins with a verb/,
  ),
  damage(
    "banned word",
    one,
    "so we look there",
    "so you should look there",
    "so you should",
    /"should" is on the list/,
  ),
  damage(
    "banned word in a label",
    one,
    "I will read my",
    "I must read my",
    "I must",
    /"must" is on the list/,
  ),
  damage(
    "banned word in a title",
    one,
    "title: Evidence",
    "title: Failure",
    "title: Failure",
    /"Failure" is on the list/,
  ),
  damage(
    "banned word in a recall",
    one,
    "label: From your ranking",
    "label: From your normal ranking",
    "normal",
    /"normal" is on the list/,
  ),
  damage(
    "banned word in a reference file",
    "seed/reference/tools.yaml",
    "Write in it.",
    "You must write in it.",
    "instructions: You must",
    /"must"/,
  ),
  damage("British spelling", one, "so we look there", "so we organise it", "organise", /US/),
  damage("shouting", one, "so we look there", "so we LOOK there", "LOOK", /shouts/),
  damage("emoji", one, "so we look there", "so we look there 🌱", "🌱", /no emoji/),
  damage(
    "long placeholder",
    one,
    "One line is plenty.",
    long(13),
    "placeholder",
    /a placeholder has at most 12/,
  ),
  damage(
    "reading grade",
    one,
    why,
    "Transferable competencies characteristically necessitate considerable organizational collaboration, interdisciplinary communication, responsibility, accountability, reliability, sustainability, professionalism, determination, imagination and extraordinary adaptability in complicated environments. [@long]",
    ":: instruction why",
    /reading grade/,
  ),
  damage(
    "long sentences",
    file("1.1.0"),
    "Ask about the week the roof leaked, and they can talk for an hour.",
    "Ask us how it was and who did it and what you had to eat and if it was hot or not.",
    ":: exercise",
    /words in a sentence on average/,
  ),
  damage(
    "same person twice",
    two,
    ":: slider lean-energy",
    ":: note example\n**For example.** Tomasz, 50, walks.\n\n:: slider lean-energy",
    "**For example.** Tomasz",
    /Tomasz is the example person of 1\.1\.1\.example/,
  ),
  damage(
    "exercise that is not",
    one,
    "Next is 1.1.2.",
    "Next is 1.1.7.",
    "Next is 1.1.7",
    /no such exercise/,
  ),

  // Questions
  damage(
    "label in the third person",
    one,
    "I will read my first 3 skills to someone.",
    "The first 3 skills are read.",
    "label: The",
    /first person/,
  ),
  damage(
    "slider ends",
    two,
    "labels: {1: Company, 7: Quiet}",
    "labels: {1: Company}",
    "labels: {1: Company}",
    /the end 7 has no label/,
  ),
  damage(
    "slider step",
    two,
    "min: 1\nmax: 7\nlabels: {1: Company",
    "min: 1\nmax: 7\nstep: 4\nlabels: {1: Company",
    "step: 4",
    /never reach 7/,
  ),
  damage(
    "slider label off the scale",
    two,
    "{1: Company, 7",
    "{1: Company, 9: x, 7",
    "{1: Company",
    /not on the scale/,
  ),
  damage("slider turned round", file("1.0.0"), "max: 10", "max: 0", "max: 0", /max is the greater/),
  damage("option value", two, "value: mostly", "value: Most Of", "value: Most Of", /is no slug/),
  damage("option twice", two, "value: little", "value: mostly", "value: mostly, text: Very", /stands twice/),
  damage("maxLength", one, "maxLength: 600", "maxLength: 7000", "maxLength: 7000", /the most is 6000/),

  // Rhythm
  damage(
    "too many bubbles",
    one,
    ":: activity 1",
    `:: instruction b\n${why}\n\n:: instruction c\n${why}\n\n:: activity 1`,
    ":: note example",
    /bubble 4 in a row/,
  ),
  damage(
    "introduction without a beat",
    file("1.1.0"),
    "roof continue",
    "roof",
    ":: instruction roof",
    /an introduction ends with/,
  ),
  damage(
    "ends with a prompt",
    two,
    ":: transition end rest\nWhatever you wrote stays beside its word. Rest well until the next part.\n",
    "",
    ":: textarea proof",
    /ends with a celebration or a transition/,
  ),
  damage("nothing required", two, "proof required", "proof", ":: exercise", /nothing here is `required`/),
  damage(
    "required in an introduction",
    file("1.0.0"),
    ":: slider clarity",
    ":: slider clarity required",
    ":: slider",
    /nothing in 1\.0\.0 is required/,
  ),
  ["required in 1.4", elsewhere("1.4.1"), file("1.4.1"), ":: list_builder", /nothing in 1\.4\.1 is required/],

  // Sources
  damage("unknown citation", one, "[@long]", "[@lnog]", "[@lnog]", /unknown source \[@lnog\]/),
  damage("citation not listed", one, "[@long]", "[@long] [@fine]", "[@fine]", /add `- fine <usage>`/),
  damage("inspiration cited", one, "[@long]", "[@long] [@star]", "[@star]", /credits page only/),
  damage("listed, never cited", one, "star inspiration", "star concept", "star concept", /cited nowhere/),
  damage(
    "quote without direct_quote",
    one,
    ":: activity 1",
    ":: quote said\nby: Someone, A Book\n---\nGo on. [@long]\n\n:: activity 1",
    ":: quote",
    /direct_quote/,
  ),
  damage(
    "quote without by",
    one,
    ":: activity 1",
    ":: quote said\nGo on. [@long]\n\n:: activity 1",
    ":: quote",
    /`by` is missing/,
  ),

  // Recalls
  damage(
    "unknown key",
    one,
    "- from: 1.1.1.tags",
    "- from: 1.1.1.tgas",
    "- from: 1.1.1.tgas",
    /there is no block 1\.1\.1\.tgas/,
  ),
  damage(
    "later placement",
    one,
    "- from: [1.1.1.seed]",
    "- from: [1.1.1.aloud]",
    "- from: [1.1.1.aloud]",
    /stands later/,
  ),
  damage(
    "itself",
    one,
    "- from: 1.1.1.tags",
    "- from: 1.1.1.ranking",
    "- from: 1.1.1.ranking",
    /stands here/,
  ),
  damage(
    "content",
    one,
    "- from: [1.1.1.seed]",
    "- from: [1.1.1.why]",
    "- from: [1.1.1.why]",
    /nobody answers it/,
  ),
  damage(
    "unknown data object",
    one,
    "object: Tagged skills",
    "object: Taged skills",
    "object: Taged",
    /unknown data object/,
  ),
  damage(
    "object of another exercise",
    two,
    "object: Top skills",
    "object: Clarity ratings",
    "object: Clarity",
    /is made in 1\.0, this comes from 1\.1\.1/,
  ),
  damage(
    "no label",
    one,
    "    label: From the skills you marked\n",
    "",
    "- from: 1.1.1.tags",
    /`recall\.0\.label`|`0\.label` is missing/,
  ),
  damage("no object", one, "    object: Tagged skills\n", "", "- from: 1.1.1.tags", /object` is missing/),
  damage("unknown step", one, "{op: top, n: 3}", "{op: tpo, n: 3}", "{op: tpo", /unknown op/),
  damage(
    "step on a field that is not",
    one,
    "field: rank, max",
    "field: rnak, max",
    "transform: [",
    /have no rnak here; they have id, text, rank/,
  ),
  damage(
    "filter that keeps all",
    one,
    "field: rank, max: 3",
    "field: rank",
    "transform: [",
    /says what it keeps/,
  ),
  damage("as without a fill", one, "**{{top}}** first", "first", "as: top", /does not stand in the text/),
  damage(
    "fill without a recall",
    one,
    "first. Read it",
    "{{other}} first. Read it",
    "Here is your order",
    /filled by nothing/,
  ),
  damage("as without empty", one, "    empty: what you ranked\n", "", "as: top", /`empty` says what stands/),
  damage(
    "use in the wrong place",
    one,
    "use: target",
    "use: item",
    "use: item",
    /`use: item` is for ranking_grid/,
  ),
  [
    "nothing comes back",
    damaged(
      two,
      "recall:\n  - from: 1.1.1.ranking\n    object: Top skills\n    label: First in your ranking\n    transform: [{op: filter, field: rank, is: 1}]\n    as: word\n    empty: a word that fits you\n",
      "",
      damaged(two, "**{{word}}**", "one"),
    ),
    two,
    ":: exercise",
    /nothing from an earlier exercise/,
  ],

  // Saving
  damage(
    "unknown table",
    two,
    "user_skills.evidence",
    "user_skillz.evidence",
    "save:",
    /no learner's table user_skillz/,
  ),
  damage("unknown column", two, "user_skills.evidence", "user_skills.proof", "save:", /has no column proof/),
  damage(
    "column of others",
    two,
    "user_skills.evidence",
    "user_skills.user_id",
    "save:",
    /not a placement's to write/,
  ),
  damage(
    "column of another kind",
    two,
    "user_skills.evidence",
    "user_skills.rank",
    "save:",
    /holds a number, a textarea gives a text/,
  ),
  damage(
    "private to a plain column",
    two,
    "proof required",
    "proof required private",
    "save:",
    /plain column/,
  ),
  damage(
    "sealed column in the clear",
    two,
    "save: user_skills.evidence\nrow: {from: 1.1.1.ranking, pick: 1}",
    "save: user_values.life_values",
    "save:",
    /so this prompt is `private`/,
  ),
  damage(
    "row of a table with one",
    two,
    "user_skills.evidence",
    "user_values.work_values",
    "row:",
    /one row per learner/,
  ),
  damage("no row", two, "row: {from: 1.1.1.ranking, pick: 1}\n", "", "save:", /has many rows/),
  damage(
    "row from nowhere",
    two,
    "row: {from: 1.1.1.ranking",
    "row: {from: 1.1.1.rnk",
    "row:",
    /there is no block/,
  ),
  damage("row without save", two, "save: user_skills.evidence\n", "", "row:", /there is no `save`/),
  [
    "open where the plan says sealed",
    elsewhere("1.4.1"),
    file("1.4.1"),
    ":: textarea seed",
    /what is written in 1\.4\.1 is sealed/,
  ],

  // Tools
  damage(
    "private story",
    one,
    ":: soared_form story",
    ":: soared_form story private",
    ":: soared_form",
    /user_stories is a table in the clear/,
  ),
  damage(
    "private list in a plain table",
    one,
    "experiences required",
    "experiences required private",
    "- {name: title",
    /plain column/,
  ),
  damage(
    "field that is no column",
    one,
    "name: title,",
    "name: headline,",
    "- {name: headline",
    /no column headline/,
  ),
  damage(
    "options that the column refuses",
    one,
    "value: job,",
    "value: gig,",
    "- {name: experience_type",
    /takes job, education, project, other/,
  ),
  damage(
    "rows without a title",
    one,
    "required: true}",
    "required: false}",
    "fields:",
    /cannot be without its title/,
  ),
  damage(
    "list without a name",
    one,
    "target: user_experiences",
    "target: user_list_items",
    "target: user_list_items",
    /has a name/,
  ),
  damage(
    "ranking without a category",
    one,
    "category: transferable\ntop",
    "top",
    "target: user_skills",
    /of which `category`/,
  ),
  damage("top beyond max", one, "top: 10", "top: 17", "top: 17", /at most 16 are ranked/),
  damage("ranking of nothing", one, "    use: item\n", "", ":: ranking_grid", /come from recalls/),
  damage("tagger without rows", one, "    use: target\n", "", "on: user_experiences", /come from a recall/),
  damage(
    "tagger of other rows",
    one,
    "on: user_experiences",
    "on: user_stories",
    "- from: 1.1.1.experiences\n    object: Experience list\n    label: From what you have done\n    use: target",
    /makes no rows of user_stories/,
  ),
  damage("slider that is none", two, "EI: 1.1.2.lean-energy", "EI: 1.1.1.aloud", "sliders:", /is no slider/),
  damage(
    "slider of another length",
    two,
    "max: 7\nlabels: {1: Settled, 7: Open}",
    "max: 9\nlabels: {1: Settled, 9: Open}",
    "sliders:",
    /does not go from 1 to 7/,
  ),
  damage("long goal", one, "goal: Your first story", `goal: ${long(9)}`, "goal:", /a goal is a few/),
  damage(
    "update without rows",
    one,
    "min: 1\nmax: 20",
    "mode: update\nmin: 1\nmax: 20",
    "mode: update",
    /name them in a recall/,
  ),
  damage("required with nothing to do", one, "min: 1\nmax: 20", "min: 0\nmax: 20", "min: 0", /at least 1/),
  [
    "dead end",
    damaged(
      one,
      ":: skill_tagger tags",
      ":: skill_tagger tags required",
      damaged(one, "experiences required", "experiences"),
    ),
    one,
    ":: skill_tagger",
    /can all be skipped/,
  ],
  [
    "sealed rows into the clear",
    damaged(
      one,
      "    use: item",
      "    use: item\n  - from: 1.1.1.seed\n    object: Story seeds\n    label: From it\n    use: item",
      damaged(one, ":: textarea seed", ":: textarea seed private"),
    ),
    one,
    "- from: 1.1.1.seed\n    object: Story seeds\n    label: From it",
    /takes its rows over is `private` too/,
  ],
  [
    "sealed data in an open object",
    damaged(one, ":: textarea seed", ":: textarea seed private"),
    one,
    "object: Story seeds",
    /so "Story seeds" is `sealed: true`/,
  ],

  // Reference files
  damage(
    "skill twice",
    "seed/reference/skills.yaml",
    "- editing",
    "- Active-Listening",
    "- Active-Listening",
    /the same skill as "active listening"/,
  ),
  damage(
    "reference field",
    "seed/reference/references.yaml",
    "author_surname: fine",
    "author: fine",
    "author: fine",
    /unknown setting/,
  ),
  [
    "missing file",
    new Map([...soundFiles].filter(([path]) => path !== objects)),
    "seed/reference/data-objects.yaml",
    "",
    /this file is missing/,
  ],
];

describe("the checks", () => {
  it("find nothing wrong with sound files", () => {
    expect(problemsOf(soundFiles)).toEqual([]);
  });

  it.each(cases)("find: %s", (_, files, path, at, message) => {
    const line = at === "" ? 1 : lineOf(files, path, at);
    expect(problemsOf(files)).toContainEqual({
      file: path,
      line,
      message: expect.stringMatching(message) as unknown,
    });
  });

  it("find four required placements", () => {
    const files = ["textarea seed", "checkbox aloud"].reduce<Files>(
      (all, header) => damaged(one, `:: ${header}\n`, `:: ${header} required\n`, all),
      soundFiles,
    );
    const line = lineOf(files, one, ":: checkbox aloud");
    expect(problemsOf(files)).toContainEqual({
      file: one,
      line,
      message: "4 required placements; an exercise has one to three",
    });
  });

  it("find an object that does not say where it comes back", () => {
    const files = damaged(objects, "    - 1.1.2", "    - 1.1.3");
    expect(problemsOf(files).map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/does not say that it comes back in 1\.1\.2/),
    );
  });

  it("find a source that stands twice", () => {
    const files = damaged("seed/reference/references.yaml", "slug: fine", "slug: star");
    expect(problemsOf(files).map(({ message }) => message)).toContain('the source "star" stands twice');
  });

  it("collect all, in order", () => {
    const files = damaged(
      two,
      "row: {from: 1.1.1.ranking, pick: 1}\n",
      "",
      damaged(one, "[@long]", "[@lnog]"),
    );
    const found = problemsOf(files);
    expect(found.map((one_) => one_.file)).toEqual(found.map((one_) => one_.file).toSorted());
    expect(found.length).toBeGreaterThanOrEqual(3);
  });
});
