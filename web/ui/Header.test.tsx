import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { createFakeClient } from "../fixtures/fakeClient.ts";
import { question, sampleStem } from "../thread/sample.ts";
import { Header } from "./Header.tsx";
import { ClientContext } from "./useClient.ts";

function menuOf(completed: readonly string[]): string {
  const { client } = createFakeClient(sampleStem([question("1.1.1.a")]), () => "2026-11-22T09:00:00Z");
  const view = client.view();
  const { state } = view;
  if (state === null) throw new Error("nobody is here");
  const at = { ...view, state: { ...state, completedExercises: new Set(completed) } };
  return renderToStaticMarkup(
    <ClientContext value={{ ...client, view: () => at }}>
      <Header where={null} onOpen={() => undefined} />
    </ClientContext>,
  );
}

test("the menu has the competencies once their levels were chosen", () => {
  expect(menuOf(["1.1.1"])).not.toContain("/competencies");
  expect(menuOf(["1.1.1", "2.5.1"])).toContain('href="/competencies"');
});
