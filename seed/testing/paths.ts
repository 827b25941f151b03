import { file, soundFiles } from "./workbook.ts";
import type { Files } from "../author/open.ts";
import { parse, stringify } from "yaml";

/* The small workbook with exercises that use every kind of list, ranking, tool and row, and nothing wrong in them. */

const text = `:: exercise 1.1.3
title: Where It May Go
purpose: Choose a path and find the people.
minutes: 20
ingredients: [write, lookup]
---

:: heading start
Where it may go

:: list_builder roles required
target: user_list_items
list: Possible roles
min: 1
fields:
  - {name: text, label: Role, type: text, required: true}
  - {name: star, label: The one to begin with, type: check}
---
List the roles that come to mind.

:: ranking_grid paths required
target: user_career_options
top: 3
min: 1
recall:
  - from: 1.1.3.roles
    object: Roles
    label: From your roles
    use: item
  - from: 1.1.1.experiences
    object: Experience list
    label: From what you have done
---
Which three would you try first?

:: textarea first-title
maxLength: 80
save: user_career_options.title
row: {from: 1.1.3.paths, pick: 1}
---
What would you call it?

:: slider first-fit
min: 1
max: 10
labels: {1: Hardly, 10: Fully}
save: user_career_options.coherence_score
row: {slot: path-1}
---
How well does it fit?

:: list_builder milestones
target: user_milestones
path: {from: 1.1.3.paths, pick: 1}
fields:
  - {name: year, label: Year, type: number, min: 2026, max: 2040, required: true}
  - {name: quarter, label: When, type: select, options: [{value: "1", text: Spring}, {value: "3", text: Autumn}]}
  - {name: title, label: What, type: text, required: true}
---
List what would happen on the way.

:: list_builder companies
target: user_companies
fields: [{name: name, label: Name, type: text, required: true}]
---
List a few places to work.

:: list_builder contacts
target: user_contacts
fields:
  - {name: name, label: Who, type: text, required: true}
  - {name: relationship_status, label: How well, type: select, options: [{value: weak, text: A little}, {value: warm, text: Well}]}
  - {name: company_id, label: Where, type: link, adds: true}
recall:
  - from: 1.1.3.companies
    object: Companies
    label: From your places to work
    use: link
---
List people by their initials.

:: instruction halfway continue
That is the longest list of this part, so rest your hands a little.

:: list_builder talked
target: user_contacts
mode: update
fields: [{name: notes, label: What they said, type: long}]
recall:
  - from: 1.1.3.contacts
    object: Contacts
    label: From your people
    use: target
---
Write down what they said.

:: ranking_grid factors
target: user_list_items
list: Work factors
items: [{value: pay, text: Pay}, {value: place, text: Place}]
top: 2
---
Which of these matters more?

:: budget_calculator budget private
goal: What you need
---
Write down what you spend.

:: flow_tracker log
span: week
tags: [people, place]
min: 1
recall:
  - from: 1.1.1.experiences
    object: Experience list
    label: From what you have done
    use: seed
---
Log a few moments of this week.

:: life_dashboard dashboard
---
Rate the four areas.

:: failure_reframer reframe private
---
Look again at one setback.

:: idea_tree tree
min: 4
recall:
  - from: 1.1.3.log
    object: Flow log
    label: From your log
    transform: [{op: filter, field: seed, is: true}]
    use: seed
---
Grow a tree from one word.

:: select level
competency: analytical-thinking
---
Which of these sounds most like you?

:: transition end rest
Here it ends, and the next part begins when you want it to.
`;

const objects = [
  { name: "Roles", created_in: "1.1.3", data_type: "list" },
  { name: "Companies", created_in: "1.1.3", data_type: "list" },
  { name: "Contacts", created_in: "1.1.3", data_type: "list", sealed: true },
  { name: "Flow log", created_in: "1.1.3", data_type: "log" },
];

export const three = file("1.1.3");

interface DataObject {
  readonly name: string;
  readonly reused_in?: readonly string[];
}

function objectsWith(path: string): string {
  const known = parse(soundFiles.get(path) ?? "") as DataObject[];
  const reused = known.map((one) =>
    one.name === "Experience list" ? { ...one, reused_in: ["1.1.3"] } : one,
  );
  return stringify([...reused, ...objects]);
}

const objectsFile = "seed/reference/data-objects.yaml";
export const pathFiles: Files = new Map([
  ...soundFiles,
  [three, text],
  [objectsFile, objectsWith(objectsFile)],
]);
