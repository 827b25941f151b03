import type { ReactNode } from "react";

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const CheckIcon = () => (
  <Icon>
    <path d="M3 8.5 6.5 12 13 4.5" strokeLinecap="round" strokeLinejoin="round" />
  </Icon>
);
/** An eye with a line through it, always beside the words "Only me". */
export const EyeOffIcon = () => (
  <Icon>
    <path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8Z" strokeLinejoin="round" />
    <circle cx="8" cy="8" r="1.9" />
    <path d="m2.5 13.5 11-11" strokeLinecap="round" />
  </Icon>
);
export const LockIcon = () => (
  <Icon>
    <rect x="3.2" y="7" width="9.6" height="6.6" rx="1.4" />
    <path d="M5.3 7V5.2a2.7 2.7 0 0 1 5.4 0V7" />
  </Icon>
);
export const MenuIcon = () => (
  <Icon>
    <path d="M2 4.5h12M2 8h12M2 11.5h12" strokeLinecap="round" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="M8 3v10m-4-4 4 4 4-4" strokeLinecap="round" strokeLinejoin="round" />
  </Icon>
);
