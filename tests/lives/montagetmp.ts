import { readFileSync } from "node:fs";
import { launch } from "../browser/chromium.ts";
const sets: Record<string,string[]> = JSON.parse(process.argv[2]!);
const b = await launch(); const p = await (await b.newContext({viewport:{width:1600,height:860}})).newPage();
for (const [name, files] of Object.entries(sets)) {
  const html = files.map(f=>`<img style="height:844px;margin-right:6px" src="data:image/png;base64,${readFileSync(`/tmp/look/${f}.png`).toString("base64")}">`).join("");
  await p.setContent(`<body style="margin:4px;white-space:nowrap;background:#888">${html}`); await p.waitForTimeout(200);
  await p.screenshot({path:`/tmp/look/${name}.png`});
}
await b.close();
