import { useRef, type ReactNode } from "react";
import { guessed, useRoom, type Room } from "./measure.ts";
import "./picture.css";

/** The same numbers as a table: the first column names its row. */
export interface Twin {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface Drawing {
  /** The room's width, or a greater one: the drawing then moves sideways in its room. */
  readonly width?: number;
  readonly height: number;
  readonly marks: ReactNode;
}

interface Props {
  readonly title: string;
  /** What there is to see, in a sentence or two, for whoever does not see it. */
  readonly says: string;
  readonly twin: Twin;
  /** The table stands open beside the picture instead of one tap away. */
  readonly open?: boolean;
  draw(room: Room): Drawing;
}

const usual = guessed(520);

/**
 * What all pictures have: a title, the drawing, its numbers as a table, and both as a file. A drawing names its marks
 * where they stand, needs no color to be read and no legend.
 */
export function Picture({ title, says, twin, open = false, draw }: Props) {
  const [box, room] = useRoom(usual);
  const drawn = useRef<SVGSVGElement>(null);
  const { height, marks, width = room.width } = draw(room);
  const isWide = width > room.width;
  const save = (kind: "svg" | "png") => {
    const picture = drawn.current;
    if (picture === null) return;
    void import("./save.ts").then(({ savePicture }) => savePicture(picture, title, fileName(title), kind));
  };
  return (
    <figure className="picture">
      <figcaption>{title}</figcaption>
      <div
        ref={box}
        className="picture__drawing"
        {...(isWide ? { tabIndex: 0, role: "group", "aria-label": `${title}: moves sideways` } : {})}
      >
        <svg
          ref={drawn}
          viewBox={`0 0 ${Math.max(width, room.width)} ${height}`}
          role="img"
          aria-label={says}
          {...(isWide ? { width, height } : {})}
        >
          {marks}
        </svg>
      </div>
      <details className="picture__twin" open={open}>
        <summary>The same as a table</summary>
        <table>
          <thead>
            <tr>
              {twin.head.map((words) => (
                <th key={words} scope="col">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {twin.rows.map(([name, ...cells], i) => (
              <tr key={i}>
                <th scope="row">{name}</th>
                {cells.map((cell, column) => (
                  <td key={twin.head[column + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <p className="picture__save">
          Keep the picture as{" "}
          <button type="button" className="act" onClick={() => save("png")}>
            PNG
          </button>{" "}
          or{" "}
          <button type="button" className="act" onClick={() => save("svg")}>
            SVG
          </button>
        </p>
      </details>
    </figure>
  );
}

const fileName = (title: string) =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
