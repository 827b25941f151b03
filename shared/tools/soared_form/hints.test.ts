import fc from "fast-check";
import { expect, test } from "vitest";
import { storyHints } from "./hints.ts";
import { soaredFields } from "./tool.ts";

interface Short {
  action: string;
  result: string;
  evaluation?: string;
  hints?: string[];
}

const stories: Record<string, Short> = {
  "the interpreter": {
    action: "I asked the doctor to draw it, and I wrote each word in both languages.",
    result: "The right pills, no second trip.",
    evaluation: "Slow, and worth it.",
  },
  "the cold hall": {
    action: "I got three quotes, moved the classes to the library and called every teacher.",
    result: "Nobody missed a week.",
    evaluation: "I would ring the library first next time.",
  },
  "the cold hall, told by we": {
    action: "We got three quotes, moved the classes to the library and called the teachers.",
    result: "Nobody missed a week.",
    hints: ["only_we"],
  },
  "a team without anyone in it": {
    action: "The team looked at the schedule and the shifts were changed.",
    result: "Overtime fell by 12 hours a week.",
    hints: ["only_we"],
  },
  "told without anyone": {
    action: "The engine was taken apart and the seal was replaced.",
    result: "It ran again before the harvest.",
    hints: ["no_self"],
  },
  "the note style": {
    action: "Rang the depot, shared out the oranges, stayed with them till the end.",
    result: "All 11 had a ride by midnight.",
    hints: ["no_self"],
  },
  "somebody else's action": {
    action: "My boss told the customers to wait and my colleague made the calls.",
    result: "They got their money back.",
    hints: ["no_self"],
  },
  "I'm with an apostrophe": {
    action: "I'm the one who stayed up with the ledger and the receipts.",
    result: "The missing 312 turned up under a cake box.",
  },
  "I've with a curly one": {
    action: "Since the flood I’ve carried the boxes up each evening.",
    result: "The archive is dry.",
    hints: ["no_outcome"],
  },
  "small i": {
    action: "i learned the rules of the form and filled it in with her",
    result: "she got the permit in 3 weeks",
  },
  "a feeling for a result": {
    action: "I talked with both of them in the kitchen, one after the other.",
    result: "It was a good feeling for the family.",
    hints: ["no_outcome"],
  },
  "a result that only praises": {
    action: "I drew the plan and cut the wood in my uncle's yard.",
    result: "The shelf is very nice and I am proud of it.",
    hints: ["no_outcome"],
  },
  "a result in words, no number": {
    action: "I sat with him and we read the same page until it made sense.",
    result: "He passed the theory test and he drives now.",
  },
  "a number word": {
    action: "I wrote the names on the jars.",
    result: "Half of the waste in the pantry.",
  },
  "a percent": { action: "I changed the order of the steps.", result: "About 20% off the waiting time." },
  "evaluation says the result again": {
    action: "I called every parent and asked for one hour of help.",
    result: "The playground fence was repaired before summer and the children returned.",
    evaluation: "The fence was repaired and the children returned to the playground.",
    hints: ["repeats_result"],
  },
  "evaluation in other forms of the same words": {
    action: "I counted the stock by hand.",
    result: "We stopped ordering double and saved shelf space.",
    evaluation: "Stopping double orders, saving shelf space.",
    hints: ["repeats_result"],
  },
  "evaluation that goes further": {
    action: "I counted the stock by hand.",
    result: "We stopped ordering double and saved shelf space.",
    evaluation:
      "Looking back, the counting was clumsy; asking the night shift first would have been quicker.",
  },
  "evaluation that mentions the result": {
    action: "I rebuilt the timetable with the drivers.",
    result: "The bus came on time in 9 of 10 weeks.",
    evaluation: "I am glad about the bus, though my temper with the drivers bothers me to this day.",
  },
  "a short evaluation": {
    action: "I fixed the bike.",
    result: "She rode to school again.",
    evaluation: "She rode to school.",
  },
  "everything missing at once": {
    action: "We did what was needed for the event in the park.",
    result: "The event in the park was lovely for the neighborhood.",
    evaluation: "A lovely event for the neighborhood in the park.",
    hints: ["only_we", "no_outcome", "repeats_result"],
  },
  "an empty story": { action: "", result: "" },
  "a story just begun": { action: "We went", result: "It was nice" },
  blanks: { action: "   \n ", result: "  " },
  "in Spanish": {
    action: "Llamamos a todos los vecinos y organizamos la comida para la fiesta.",
    result: "La fiesta fue muy bonita para el barrio.",
  },
  "in German": {
    action: "Das Team hat den Plan geändert und die Schichten neu verteilt.",
    result: "Die Stimmung war danach sehr angenehm.",
  },
  "in German, the same twice": {
    action: "Der Plan wurde von allen geändert.",
    result: "Die Schichten waren besser verteilt und niemand arbeitete doppelt.",
    evaluation: "Schichten besser verteilt, niemand arbeitete doppelt.",
    hints: ["repeats_result"],
  },
  "the care story": {
    action: "I made a chart for the pills and taught my brother to read it.",
    result: "She slept through the night and her skin healed.",
    evaluation: "It cost me my own sleep. I would share the nights sooner.",
  },
  "the first job": {
    action: "I told people where the figs were and carried the boxes.",
    result: "They asked for me by name.",
  },
  "the release": {
    action: "Myself, with a borrowed laptop, writing the tests the others had skipped.",
    result: "The release went out with 2 bugs and not 40.",
    evaluation: "Proud, and tired of being the one who tests.",
  },
  "the quarrel": {
    action: "I listened to her first, and to him in the evening, with tea.",
    result: "They are in the same choir to this day.",
    hints: [],
  },
  "a failure told well": {
    action: "I asked the bank for a loan with a plan of 2 pages.",
    result: "They said no, so I began with 1 oven instead of 3.",
    evaluation: "The plan was thin. A friend with numbers would have seen it.",
  },
};

test("there are at least 30 stories", () => {
  expect(Object.keys(stories).length).toBeGreaterThanOrEqual(30);
});

test.each(Object.entries(stories))("%s", (_name, { action, result, evaluation = "", hints = [] }) => {
  const story = { situation: "", obstacle: "", action, result, evaluation, discovery: "" };
  expect(storyHints(story).map((hint) => hint.kind)).toEqual(hints);
});

test("one hint a field at most, in the order of the fields, whatever is written", () => {
  // Any code point; fast-check's own "binary" takes seconds to make its first string.
  const unit = fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point));
  const text = fc.string({ unit });
  const story = fc.record({
    situation: text,
    obstacle: text,
    action: text,
    result: text,
    evaluation: text,
    discovery: text,
  });
  fc.assert(
    fc.property(story, (one) => {
      const fields = storyHints(one).map((hint) => soaredFields.indexOf(hint.field));
      expect(fields).toEqual([...new Set(fields)].sort((a, b) => a - b));
    }),
  );
});
