/** Files of the shell without a hash in their names. */
export const plain: readonly string[] = ["/first.js", "/icon.svg", "/manifest.webmanifest"];

/** Names with a hash or a version in them: the same name is the same bytes for ever. */
export const isImmutable = ({ pathname }: URL): boolean =>
  /^\/(assets|workers|api\/content)\//.test(pathname);

/** An address of the app: each is answered with the shell. Nothing of the API or a socket is. */
export const isPage = ({ pathname }: URL): boolean => !/^\/(api|ws|parties)(\/|$)/.test(pathname);
