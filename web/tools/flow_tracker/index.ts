export { Answered } from "./Answered.tsx";
export { Card } from "./Card.tsx";
