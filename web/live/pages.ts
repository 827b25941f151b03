/* The small pages of live sessions and shares: one chunk, so that the first page need not name four. */
export { Join } from "./join/Join.tsx";
export { Facilitate } from "./sessions/Facilitate.tsx";
export { Coach } from "./share/Coach.tsx";
export { Share } from "./share/Share.tsx";
