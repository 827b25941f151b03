import { anything, type Said } from "./answering.ts";
import { blockNamed } from "./thread.ts";

/** An invented learner, Ada, in her own words: the same in every journey and picture. */
const words: Readonly<Record<string, Said>> = {
  "1.0.0.clarity": { number: 4 },
  "1.0.0.privacy": { tick: true },
  "1.1.1.experiences": {
    lines: [
      {
        title: "Night shifts at the bakery",
        option: 0,
        texts: ["Hartmann's bakery", "2016", "March 2019", "Rolls for forty shops, by six."],
      },
      {
        title: "Looked after my father",
        option: 3,
        texts: ["At home", "2019", "2021", "Medicine, meals, and the papers."],
      },
      { title: "Ran the allotment", option: 2, texts: ["Mill Lane gardens", "2020"] },
    ],
  },
  "1.1.1.seed-home": {
    text: "The winter the boiler broke I borrowed three heaters and drew up who sleeps where.",
  },
  "1.1.1.seed-work": { text: "A batch came out flat. I found the wrong flour by weighing a cup of each." },
  "1.1.1.seed-care": { text: "My neighbor had a fever, so I cooked for four instead of two." },
  "1.1.1.seed-mended": { text: "The allotment pump. It was only the seal." },
  "1.1.1.seed-taught": { text: "Sourdough, from one library book and eleven bricks." },
  "1.1.1.seed-made": { text: "A table from two old doors." },
  "1.1.1.seed-hard-day": { text: "When Dad fell I rang the ambulance, then my sister, then made tea." },
  "1.1.1.story-one": {
    story: {
      seeded: true,
      title: "The winter without heating",
      parts: [
        "We were five in the house.",
        "No plumber came before Thursday, and it was minus eight.",
        "I rang round for heaters, measured the rooms and moved the beds into two of them.",
        "Nobody was cold at night, and the pipes held.",
        "I would ask the neighbors sooner.",
        "I stay calm when there is a list to make.",
      ],
    },
  },
  "1.1.1.said-i": { tick: true },
  "1.1.1.story-two": {
    story: {
      title: "The flat batch",
      parts: [
        "Four in the morning, two hundred loaves.",
        "They did not rise.",
        "I weighed the flour.",
        "We baked again in time.",
        "It was luck too.",
        "I look before I guess.",
      ],
    },
  },
  "1.1.1.story-three": { skip: "block" },
  "1.1.1.tag-experiences": {
    skills: [
      { find: "scheduling" },
      { find: "negotiating", out: true },
      { find: "helping people eat and drink" },
      { find: "repairing" },
      { find: "prioritizing" },
      { find: "reading dough", own: true },
    ],
  },
  "1.1.1.tag-stories": {
    skills: [
      { find: "problem solving", rate: 4 },
      { find: "record keeping", rate: 3 },
      { find: "making decisions", rate: 5 },
      { find: "negotiating", out: true },
      { find: "supporting others", rate: 4 },
    ],
  },
  "1.1.1.rank-skills": { rank: "with second thoughts" },
  "1.1.1.sounds-like-me": { number: 8 },
  "1.1.1.not-named-before": { text: "Record keeping. I thought everybody had a notebook." },
  "1.1.2.lean-energy": { number: 6 },
  "1.1.2.lean-facts": { number: 2 },
  "1.1.2.lean-deciding": { number: 4 },
  "1.1.2.lean-planning": { number: 3 },
  "1.1.2.code": { type: "nearest" },
  "1.1.2.code-fit": { option: 1 },
  "1.1.2.code-true": { text: "Quiet at first: at the allotment meeting I spoke once, and it was decided." },
  "1.1.2.tag-traits": {
    skills: [
      { find: "dependable" },
      { find: "careful" },
      { find: "calm under pressure" },
      { find: "observant" },
      { find: "curious" },
    ],
  },
  "1.1.2.rank-traits": { rank: "by name" },
  "1.1.2.proof-one": { text: "The night Dad fell." },
  "1.1.3.from-work": { lines: [{ title: "Dough and how it ferments" }, { title: "Food hygiene rules" }] },
  "1.1.3.from-study": { lines: [{ title: "School French" }] },
  "1.1.3.fields": { lines: [{ title: "Soil" }, { title: "How small shops survive" }] },
  "1.1.3.tag-knowledge": {
    skills: [
      { find: "culinary arts", rate: 4 },
      { find: "horticulture", rate: 3 },
      { find: "allotment law", own: true, rate: 2 },
    ],
  },
  "1.1.3.pull-what": {
    text: "Soil.\nWhat is in a spoonful of it, and why ours got better after the second year of clover.",
  },
  "1.1.4.rank-use-most": { rank: "by name" },
  "1.1.4.claim": { text: "I keep my head and find the fault, so that people eat in the morning." },
};

/** What Ada says to this placement; where nothing is written, something that fits. */
export const adaSays = (blockId: string): Said => words[blockId] ?? anything(blockNamed(blockId));
