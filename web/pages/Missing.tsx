/** A page whose content is neither here nor to be had: what is missing, and the one thing to do. */
export function Missing({ what, onAgain }: { what: string; onAgain: () => void }) {
  return (
    <>
      <p className="page__missing" role="alert">
        {what} on this device, and cannot be fetched at the moment.
      </p>
      <button type="button" className="button" onClick={onAgain}>
        Try again
      </button>
    </>
  );
}
