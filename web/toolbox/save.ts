/** Saves a text that was made in this browser: nothing of it goes anywhere. */
export function saveText(
  name: string,
  text: string,
  type: "application/json" | "text/plain" | "text/calendar",
): void {
  saveBlob(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; Safari begins it a moment late.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
