import { registerHooks } from "node:module";

/*
 * Loaded before `partykit dev` (`node --import`). It listens on every network there is and opens an inspector beside it,
 * also for everybody, with no option for either: whoever shares the Wi-Fi could read the peppers out of the running
 * code. Here it listens to this machine alone, and nobody inspects. `partykit` is pinned; should another version say
 * these things in other words, this stops it instead of opening the doors.
 */
const changes: readonly (readonly [what: string, from: RegExp, to: string])[] = [
  ["where the server listens", /host: "0\.0\.0\.0"/g, 'host: "127.0.0.1"'],
  ["where the files are served", /servedir: (\w+)\s*\}/g, 'servedir: $1, host: "127.0.0.1" }'],
  ["the inspector", /\.enableInspector \?\? true/g, ".enableInspector ?? false"],
];

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith("/partykit/dist/bin.mjs") || loaded.source === undefined) return loaded;
    const text = typeof loaded.source === "string" ? loaded.source : new TextDecoder().decode(loaded.source);
    const source = changes.reduce((before, [what, from, to]) => {
      const after = before.replaceAll(from, to);
      if (after === before) throw new Error(`partykit has changed: it does not say any more ${what}`);
      return after;
    }, text);
    return { ...loaded, source };
  },
});
