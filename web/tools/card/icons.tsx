import type { ReactNode } from "react";

const icon = (shape: ReactNode) => () => (
  <svg
    className="tool-icon"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
    aria-hidden="true"
  >
    {shape}
  </svg>
);

export const Up = icon(<path d="M8 13V3.5M4 7l4-4 4 4" />);
export const Down = icon(<path d="M8 3v9.5M4 9l4 4 4-4" />);
export const Cross = icon(<path d="m4 4 8 8M12 4l-8 8" />);
export const Check = icon(<path d="M3 8.5 6.5 12 13 4.5" />);
export const Plus = icon(<path d="M8 3v10M3 8h10" />);
export const Open = icon(<path d="m4 6 4 4 4-4" />);
export const Grip = icon(
  <path strokeLinecap="round" strokeWidth="2" d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01" />,
);
