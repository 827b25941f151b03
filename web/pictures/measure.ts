import { useLayoutEffect, useRef, useState, type RefObject } from "react";

/** What a picture is drawn for: the room it has and the type it is set in. */
export interface Room {
  /** Of the drawing, in pixels. */
  readonly width: number;
  /** The height of its letters, in pixels. */
  readonly em: number;
  /** How wide a text is in that type, in pixels. */
  measure(text: string): number;
}

/** Where nothing can be measured, a letter of a sans is taken as a little wider than most of them are. */
export const guessed = (width: number, em = 13): Room => ({
  width,
  em,
  measure: (text) => text.length * em * 0.58,
});

/**
 * The room that an element has, again whenever it changes: a narrower page, larger letters, another family.
 * @param usual what is drawn before the element is in the page
 */
export function useRoom(usual: Room): [RefObject<HTMLDivElement | null>, Room] {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(usual);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => {
      const { fontSize, fontFamily, letterSpacing } = getComputedStyle(element);
      const em = Number.parseFloat(fontSize);
      const width = Math.floor(element.clientWidth);
      const context = document.createElement("canvas").getContext("2d");
      if (width === 0 || context === null) return;
      context.font = `${fontSize} ${fontFamily}`;
      context.letterSpacing = letterSpacing === "normal" ? "0px" : letterSpacing;
      setRoom({ width, em, measure: (text) => context.measureText(text).width });
    };
    look();
    // The letters may be those of a font that is still on its way.
    void document.fonts.ready.then(look);
    const watch = new ResizeObserver(look);
    watch.observe(element);
    // Letters that grow make what stands around the drawing taller, and not the drawing wider.
    if (element.parentElement !== null) watch.observe(element.parentElement);
    const looks = new MutationObserver(look);
    looks.observe(document.documentElement, { attributeFilter: ["data-font"] });
    return () => {
      watch.disconnect();
      looks.disconnect();
    };
  }, []);
  return [box, room];
}

/** A value's place on a line of pixels. @param from the ends of the scale @param to where they lie */
export const along =
  ([low, high]: readonly [number, number], [start, end]: readonly [number, number]) =>
  (value: number): number =>
    start + ((value - low) / (high - low)) * (end - start);

/** As much of a text as there is room for, cut at a letter and marked as cut; "" where not even two letters fit. */
export function fitted(text: string, most: number, room: Pick<Room, "measure">): string {
  if (room.measure(text) <= most) return text;
  for (let length = text.length - 1; length >= 2; length -= 1) {
    const cut = `${text.slice(0, length).trimEnd()}…`;
    if (room.measure(cut) <= most) return cut;
  }
  return "";
}

/** A text in lines of at most this width, at most so many; the last one is cut where the rest does not fit. */
export function wrapped(text: string, most: number, lines: number, room: Pick<Room, "measure">): string[] {
  const made: string[] = [];
  let rest = text.split(/\s+/).filter((word) => word !== "");
  while (rest.length > 0 && made.length < lines) {
    if (made.length === lines - 1) return [...made, fitted(rest.join(" "), most, room)];
    let count = rest.length;
    while (count > 1 && room.measure(rest.slice(0, count).join(" ")) > most) count -= 1;
    made.push(fitted(rest.slice(0, count).join(" "), most, room));
    rest = rest.slice(count);
  }
  return made;
}
