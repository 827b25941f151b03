import type { ReactNode } from "react";

/** By the name that the tool's reference row says (`seed/reference/tools.yaml`); always beside the tool's words. */
export const shapes: Readonly<Record<string, ReactNode>> = {
  list: <path d="M6 3.5h8M6 8h8M6 12.5h8M2.5 3.5h.01M2.5 8h.01M2.5 12.5h.01" />,
  story: (
    <path d="M8 4.2C6.6 3.2 4.6 2.9 2 3v9.4c2.6-.1 4.6.2 6 1.2 1.4-1 3.4-1.3 6-1.2V3c-2.6-.1-4.6.2-6 1.2Zm0 0v9.4" />
  ),
  tag: <path d="M2.5 7.6V2.5h5.1l6 6-5.1 5.1-6-6ZM5.3 5.3h.01" />,
  rank: <path d="M3 13.5v-3M6.3 13.5V8M9.7 13.5V5.5M13 13.5v-11" />,
  compass: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m10.6 5.4-1.5 3.7-3.7 1.5 1.5-3.7 3.7-1.5Z" />
    </>
  ),
  budget: <path d="M2.5 5h11v8h-11V5Zm0 0 8-2.5V5M10.5 9h.01" />,
  pulse: <path d="M1.5 8.5h3L6.5 3l3 10 2-4.5h3" />,
  dashboard: <path d="M3.8 12.5a5.8 5.8 0 1 1 8.4 0M8 8.8l2.4-2.9" />,
  reframe: <path d="M13.2 8A5.2 5.2 0 1 1 11.4 4M11.6 1.6V4.3H8.9" />,
  tree: (
    <>
      <circle cx="8" cy="8" r="1.8" />
      <path d="M6.6 6.7 3.6 4M9.4 6.7l3-2.7M8 9.8v3.7M3 3.5h.01M13 3.5h.01M8 14h.01" />
    </>
  ),
};

export function ToolIcon({ name }: { name: string }) {
  const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
  if (shape === undefined) return null;
  return (
    <svg
      className="tool-icon tool-mark"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {shape}
    </svg>
  );
}
