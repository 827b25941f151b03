import { withOthers } from "../card/others.tsx";
import { Answered } from "./Answered.tsx";
import { Card as PlainCard } from "./Card.tsx";

export { Answered };
export { Overview } from "./Overview.tsx";
export const Card = withOthers(PlainCard);
