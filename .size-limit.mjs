import { scriptsOfPage } from "./tests/bench/javascript.ts";

/*
 * What is counted is read off the built page along its imports, each time: a chunk that comes into the first turn's
 * way counts from then on, whatever it is called. The budgets are those of design section 7.
 */
const { first, walk } = await scriptsOfPage();
const inDist = (files) => files.map((file) => `web/dist/${file}`);

export default [
  {
    name: "JavaScript before the first block can be answered",
    path: inDist(first),
    gzip: true,
    limit: "120 kB",
  },
  { name: "All JavaScript of a walk through module 1.1", path: inDist(walk), gzip: true, limit: "300 kB" },
];
