/** A leaf in the margin of what was finished; `motion.ts` draws its line once, when it is new. */
export function Leaf() {
  return (
    <svg
      className="leaf"
      viewBox="0 0 24 40"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <path data-draw pathLength="1" strokeLinecap="round" d="M12 39c0-8-.4-14 0-20" />
      <path
        data-draw
        pathLength="1"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="M12 24C4.6 20.5 3 10.5 12 1.5c9 9 7.4 19 0 22.5"
      />
      <path data-draw pathLength="1" strokeLinecap="round" d="m12 15.5 3.6-3.6M12 19.5 8.2 15.7" />
    </svg>
  );
}
