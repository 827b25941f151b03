/** A mouse or a trackpad: then a field may take focus by itself; on touch that would raise the keyboard. */
export const hasFinePointer = (): boolean => matchMedia("(pointer: fine)").matches;

export const wantsLessMotion = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A key pressed while a word is being composed belongs to the input method (Safari says so only by 229). */
export const isComposing = (event: { nativeEvent: { isComposing: boolean; keyCode: number } }): boolean =>
  event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229;
