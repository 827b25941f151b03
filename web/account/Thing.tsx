interface ThingProps {
  readonly name: string;
  readonly words: string;
  readonly href: string;
  readonly act: string;
  readonly download?: boolean;
}

/** One thing that somebody has, what there is to say of it, and the way to it. */
export const Thing = ({ name, words, href, act, download = false }: ThingProps) => (
  <li>
    <p>
      <b>{name}</b>
      <span>{words}</span>
    </p>
    <a className="act" href={href} aria-label={`${act}: ${name}`} download={download ? "" : undefined}>
      {act}
    </a>
  </li>
);
