import { useView } from "../ui/useClient.ts";

/** The end of what is written so far, or of the workbook: what was made, and that nothing is lost. */
export function End() {
  const complete = useView((view) => view.stem?.complete ?? false);
  const made = useView(
    (view) =>
      [...(view.state?.answers.values() ?? [])].filter((answer) => !answer.skipped && !answer.erased).length,
  );
  const skipped = useView(
    (view) => [...(view.state?.answers.values() ?? [])].filter((answer) => answer.skipped).length,
  );
  return (
    <section className="end" aria-label="The end for now">
      <h3>{complete ? "That is the whole of it" : "That is everything so far"}</h3>
      <p>
        {made === 1 ? "One answer stands" : `${made} answers stand`} in this letter, in your words and your
        order.
        {complete ? "" : " The next part is still being written. When it is here, it goes on from this line."}
      </p>
      <p>
        Everything above stays open. Read it back, change what is no longer true
        {skipped === 0
          ? "."
          : skipped === 1
            ? ", or answer the one you passed."
            : `, or answer one of the ${skipped} you passed.`}
      </p>
    </section>
  );
}
