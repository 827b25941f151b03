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

export const In = icon(<path d="M3 8h9.5M8.5 4l4 4-4 4" />);
export const Out = icon(<path d="M13 8H3.5M7.5 4l-4 4 4 4" />);
