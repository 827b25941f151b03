import type { ReactNode } from "react";

/** Empty and error pages are written: what this is, why, and the one thing to do. */
export function Written({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action: ReactNode;
}) {
  return (
    <main className="written">
      <p className="head__mark">DreamTree</p>
      <h1>{title}</h1>
      {children}
      <p>{action}</p>
    </main>
  );
}
