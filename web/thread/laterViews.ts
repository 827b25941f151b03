export { Choice } from "./Choice.tsx";
export { Editing } from "./Editing.tsx";
export { FromFacilitator } from "./FromFacilitator.tsx";
export { RecallCard } from "./RecallCard.tsx";
export { DueToday } from "../dashboard/DueToday.tsx";
export { End } from "./End.tsx";
export { Gate } from "../private/Gate.tsx";
export { keepFocus } from "../ui/keepFocus.ts";
