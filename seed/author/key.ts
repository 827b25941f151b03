/** "1.1.1" of "1.1.1.first-moment". */
export const exerciseOfKey = (key: string): string => key.split(".").slice(0, 3).join(".");
