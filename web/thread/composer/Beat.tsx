import { useView } from "../../ui/useClient.ts";
import { nextWords } from "../nextWords.ts";
import type { Gate } from "../reveal.ts";

/** One tap between two beats of a turn; at a rest also that this is a good place to stop. */
export function Beat({ gate, onContinue }: { gate: Gate; onContinue: () => void }) {
  const next = useView((view) => (view.stem === null ? "" : nextWords(view.stem, gate)));
  const rests = gate.block.beat === "rest";
  return (
    <form
      className="beat"
      onSubmit={(event) => {
        event.preventDefault();
        onContinue();
      }}
    >
      {rests ? (
        <p className="beat__words">
          A good place to stop. Your place is kept.
          {next === "" ? null : <span className="beat__next">{next}</span>}
        </p>
      ) : null}
      <button type="submit" className="button button--main beat__go" data-composer="beat">
        {rests ? "Go on" : "Continue"}
      </button>
    </form>
  );
}
