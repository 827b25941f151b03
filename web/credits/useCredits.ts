import { useEffect, useState } from "react";
import { creditsAnswer, type CreditsAnswer } from "../../shared/protocol/credits.ts";

type Answer = CreditsAnswer | "loading" | "missing";

async function fetched(): Promise<Answer> {
  try {
    const response = await fetch("/api/credits");
    return response.ok ? creditsAnswer.parse(await response.json()) : "missing";
  } catch {
    return "missing";
  }
}

/** The credits as the server has them; `again` asks once more. */
export function useCredits(): { readonly answer: Answer; readonly again: () => void } {
  const [answer, setAnswer] = useState<Answer>("loading");
  useEffect(() => void fetched().then(setAnswer), []);
  return {
    answer,
    again() {
      setAnswer("loading");
      void fetched().then(setAnswer);
    },
  };
}
