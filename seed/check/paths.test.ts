import { describe, expect, test } from "vitest";
import { expectFound, type Case } from "../testing/damage.ts";
import { pathFiles, three } from "../testing/paths.ts";
import { damaged, problemsOf } from "../testing/workbook.ts";

const broken = (name: string, find: string, put: string, at: string, message: RegExp): Case => [
  name,
  damaged(three, find, put, pathFiles),
  three,
  at,
  message,
];

test("every kind of list, ranking, tool and row, as FORMAT.md has them, is sound", () => {
  expect(problemsOf(pathFiles)).toEqual([]);
});

describe("lists, rankings and tools", () => {
  expectFound([
    broken(
      "plain list whose line is missing",
      "name: text,",
      "name: line,",
      "fields:\n  - {name: line",
      /the first field of a plain list/,
    ),
    broken(
      "plain list that updates",
      "list: Possible roles\n",
      "list: Possible roles\nmode: update\n",
      "mode: update",
      /is made here/,
    ),
    broken("four paths", "top: 3", "top: 4", "top: 4", /three paths are kept/),
    broken(
      "private paths",
      "ranking_grid paths required",
      "ranking_grid paths required private",
      ":: ranking_grid paths",
      /table in the clear/,
    ),
    broken(
      "title into another table",
      "{from: 1.1.3.paths, pick: 1}\n---\nWhat",
      "{from: 1.1.3.roles, pick: 1}\n---\nWhat",
      "row: {from: 1.1.3.roles",
      /makes no rows of user_career_options/,
    ),
    broken(
      "half scores",
      "labels: {1: Hardly, 10: Fully}",
      "step: 0.5\nlabels: {1: Hardly, 10: Fully}",
      "save: user_career_options.coherence_score",
      /holds whole numbers/,
    ),
    broken(
      "milestones of no path",
      "path: {from: 1.1.3.paths, pick: 1}\n",
      "",
      "target: user_milestones",
      /belong to one path/,
    ),
    broken(
      "path of other rows",
      "path: {from: 1.1.3.paths",
      "path: {from: 1.1.3.roles",
      "path:",
      /makes no rows of user_career_options/,
    ),
    broken(
      "milestones without a year",
      "max: 2040, required: true",
      "max: 2040",
      "fields:\n  - {name: year",
      /cannot be without its year/,
    ),
    broken(
      "a fifth quarter",
      'value: "3"',
      'value: "5"',
      "- {name: quarter",
      /a whole number from 1 to 4, not 5/,
    ),
    broken(
      "column of another kind",
      "{name: quarter, label: When, type: select",
      "{name: quarter, label: When, type: text",
      "- {name: quarter",
      /`options` are a select's/,
    ),
    broken(
      "link that is text",
      "{name: company_id, label: Where, type: link, adds: true}",
      "{name: company_id, label: Where, type: text}",
      "- {name: company_id",
      /points at a row/,
    ),
    broken(
      "defaults of no column",
      "fields: [{name: name, label: Name",
      "defaults: {state: new}\nfields: [{name: name, label: Name",
      "defaults:",
      /no column state/,
    ),
    broken(
      "update of another table",
      "  - from: 1.1.3.contacts",
      "  - from: 1.1.3.companies",
      "- from: 1.1.3.companies\n    object: Contacts",
      /makes no rows of user_contacts/,
    ),
    broken(
      "private list that makes companies",
      "list_builder contacts",
      "list_builder contacts private",
      "fields:\n  - {name: name, label: Who",
      /a plain column; this list is private/,
    ),
    broken(
      "nothing to rank",
      "items: [{value: pay, text: Pay}, {value: place, text: Place}]\n",
      "",
      ":: ranking_grid factors",
      /are given in `items`/,
    ),
    broken(
      "item twice",
      "{value: place, text: Place}]",
      "{value: pay, text: Place}]",
      "items:",
      /two items have one value/,
    ),
    broken(
      "budget in the clear",
      "budget_calculator budget private",
      "budget_calculator budget",
      ":: budget_calculator",
      /is sealed: add `private`/,
    ),
    broken(
      "private log",
      "flow_tracker log",
      "flow_tracker log private",
      ":: flow_tracker",
      /user_flow_logs is a table in the clear/,
    ),
    broken("tag that there is not", "tags: [people, place]", "tags: [people, mood]", "tags:", /it is one of/),
    broken("too many ideas", "min: 4", "min: 4\nmax: 201", "max: 201", /the most is 200/),
    broken(
      "field the log does not have",
      "field: seed, is: true",
      "field: seeds, is: true",
      "transform: [{op: filter, field: seeds",
      /have no seeds/,
    ),
    broken(
      "competency that there is not",
      "competency: analytical-thinking",
      "competency: analysis",
      "competency:",
      /there is no competency analysis/,
    ),
    broken(
      "competency with options",
      "competency: analytical-thinking",
      "competency: analytical-thinking\noptions: [{value: a, text: A}, {value: b, text: B}]",
      "options: [{value: a",
      /leave them out/,
    ),
    broken(
      "neither options nor competency",
      "competency: analytical-thinking\n---\n",
      "",
      ":: select level",
      /`options` is missing/,
    ),
    broken(
      "sealed names into a plain ranking",
      "target: user_list_items\nlist: Work factors\n",
      "target: user_list_items\nlist: Work factors\nrecall:\n  - from: 1.1.3.contacts\n    object: Contacts\n    label: From them\n    use: item\n",
      "- from: 1.1.3.contacts\n    object: Contacts\n    label: From them",
      /takes its rows over is `private` too/,
    ),
    broken(
      "outside of what has nothing there",
      "    label: From your places to work\n    use: link",
      "    label: From your places to work\n    use: link\n    outside: true",
      "outside: true",
      /comes from flow_tracker/,
    ),
  ]);
});
