export { Answered } from "./Answered.tsx";
export { Card } from "./Card.tsx";
export { Overview } from "./Overview.tsx";
