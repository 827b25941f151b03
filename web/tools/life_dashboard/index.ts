import { withOthers } from "../card/others.tsx";
import { Answered as Plain } from "./Answered.tsx";
import { Card as PlainCard } from "./Card.tsx";

export { Overview } from "./Overview.tsx";
export const Answered = withOthers(Plain);
export const Card = withOthers(PlainCard);
