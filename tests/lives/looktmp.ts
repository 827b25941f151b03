import { mkdirSync } from "node:fs";
import { startServer } from "../browser/server.ts";
import { launch, deviceOptions, phone } from "../browser/chromium.ts";
import { signIn } from "../browser/forward.ts";
import { readLife } from "./fixture.ts";
import { goTo } from "./walktmp.ts";
mkdirSync("/tmp/look",{recursive:true});
const server = await startServer();
const browser = await launch();
const shot = (name:string, ids:string[], act?: (page:any)=>Promise<void>) => async (cookie:string) => {
  const context = await browser.newContext(deviceOptions(phone));
  await signIn(context, { cookie });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  try {
  await page.goto(server.url);
  await page.waitForSelector("main.conversation", {timeout:20000});
  for (let i=0;i<8;i++){ await page.waitForTimeout(900); const b=page.getByRole("button",{name:/^(Continue|Go on)$/}).last(); if(await b.count() && await b.isVisible()) { await b.click().catch(()=>{}); } else if(i>2) break; }
  await page.waitForTimeout(1200);
  await page.screenshot({ path: `/tmp/look/${name}-wait.png` });
  for (const id of ids) { try { await page.locator(`[id="q-${id}"], [id="a-${id}"]`).first().evaluate((e:any)=>e.scrollIntoView({block:"center"})); await page.waitForTimeout(500); await page.screenshot({ path: `/tmp/look/${name}-${id}.png` }); } catch(e){ console.log("no",id,String(e).slice(0,80)); } }
  if (act) await act(page);
  } catch(e){ console.log(name, String(e).slice(0,200)); await page.screenshot({ path: `/tmp/look/${name}-fail.png` }).catch(()=>{}); }
  await context.close();
};
const w = goTo(server.url, await readLife("warehouse"), {
  "1.2.1.limits": shot("w121", ["1.2.1.locked","1.2.1.reach"], async (page)=>{ const g=page.getByRole("button",{name:"Go on with the key in this browser"}); if(await g.count()){ await g.click(); await page.waitForTimeout(800); await page.screenshot({path:"/tmp/look/w121-open.png"}); } }),
  "2.1.1.why-work": shot("w211", ["2.1.1.spread-mirror"], async (page)=>{ const c=page.locator('[id="q-2.1.1.why"] button, [id="q-2.1.1.why"] a').first(); await c.scrollIntoViewIfNeeded(); await c.click(); await page.waitForTimeout(700); await page.screenshot({path:"/tmp/look/w211-cite.png"}); }),
  "2.3.2.tree-two": shot("w232", ["2.3.2.example-blessing","2.3.2.tree-one"]),
  "2.4.2.what-numbers-say": shot("w242", ["2.4.2.fit-mirror","2.4.2.excitement-mirror"]),
  "2.5.1.analytical-thinking": shot("w251", []),
});
const c = goTo(server.url, await readLife("carer"), {
  "1.3.3.lens-task": shot("c133", ["1.3.3.good-share","1.3.3.read-them","1.3.3.task-most"]),
  "2.2.2.fear": shot("c222", ["2.2.2.support-line","2.2.2.year-how"]),
  "3.1.1.jobs": shot("c311", ["3.1.1.why-read","3.0.0.storms"]),
  "3.1.2.proof": shot("c312", ["3.1.1.market-rest","3.1.2.proof-first"]),
  "3.2.4.about": shot("c324", ["3.2.4.weak-ties"]),
  "3.4.1.research": shot("c341", []),
  "3.5.2.log": shot("c352", []),
  "end": shot("cend", ["3.5.6.whole-way","3.5.6.the-tree","3.5.6.tree-rest"]),
});
await Promise.all([w,c]).catch(e=>console.log(e));
await browser.close(); await server.remove();
