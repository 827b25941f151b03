export { CheckAnswer } from "./CheckAnswer.tsx";
export { SelectAnswer } from "./SelectAnswer.tsx";
export { TextAnswer } from "./TextAnswer.tsx";
