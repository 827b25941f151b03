import type { Problems } from "./problems.ts";

export function ProblemText({ problems, at }: { problems: Problems; at: string }) {
  const words = problems.words(at);
  if (words === undefined) return null;
  return (
    <p className="tool-problem" id={`${problems.id(at)}-problem`}>
      {words}
    </p>
  );
}
