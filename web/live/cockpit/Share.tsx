/** How much of something is done, for the eye: the numbers stand beside it. */
export function Share({ done, of }: { readonly done: number; readonly of: number }) {
  const width = of === 0 ? 0 : Math.round((100 * done) / of);
  return (
    <svg className="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="share__done" width={width} height="8" />
    </svg>
  );
}
