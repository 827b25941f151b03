/**
 * Where a sealed field stands: what its ciphertext is bound to (`protocol.md`, Values). Recomputed by whoever
 * opens it, never believed from the wire.
 */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}
