import { paragraphs } from "../../../shared/live/consent.ts";
import "./join.css";

/** What is agreed to, word for word, in paragraphs. */
export const Agreement = ({ text }: { text: string }) => (
  <div className="join__consent">
    {paragraphs(text).map((words) => (
      <p key={words}>{words}</p>
    ))}
  </div>
);
