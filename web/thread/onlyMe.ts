/** The placement whose answer is to be sent as “Only me”: one at a time, chosen in `web/live/bar/OnlyMe.tsx`. */
export const onlyMe: { blockId: string | null } = { blockId: null };
