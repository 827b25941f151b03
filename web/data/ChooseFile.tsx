import { useId } from "react";

interface Props {
  readonly words: string;
  readonly hint: string;
  readonly wrong: string | undefined;
  readonly onChoose: (bytes: Uint8Array) => void;
}

/** A file from this device, read here. */
export function ChooseFile({ words, hint, wrong, onChoose }: Props) {
  const id = useId();
  return (
    <div className="labelled">
      <label className="labelled__name" htmlFor={id}>
        {words}
      </label>
      <input
        id={id}
        className="choose"
        type="file"
        accept="application/json,.json"
        aria-describedby={`${id}-hint${wrong === undefined ? "" : ` ${id}-wrong`}`}
        aria-invalid={wrong === undefined ? undefined : true}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // The same file may be chosen again, after it was changed.
          target.value = "";
          if (file !== undefined) void file.arrayBuffer().then((read) => onChoose(new Uint8Array(read)));
        }}
      />
      <p id={`${id}-hint`} className="labelled__hint">
        {hint}
      </p>
      {wrong === undefined ? null : (
        <p id={`${id}-wrong`} className="labelled__wrong">
          {wrong}
        </p>
      )}
    </div>
  );
}
