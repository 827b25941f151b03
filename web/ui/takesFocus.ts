/** A ref: what is asked a second time stands where the first button was, and has its focus. */
export const takesFocus = (button: HTMLButtonElement | null): void => button?.focus();
