/** What the page's style sheets say of a picture, as attributes that any program reads. */
const written = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "font-size",
  "font-weight",
  "text-anchor",
  "letter-spacing",
] as const;

const air = 24;
const namespace = "http://www.w3.org/2000/svg";

/**
 * The picture as a file that stands alone: its colors and letters written into it, the page's paper behind it, its
 * title above it.
 */
export function pictureFile(
  picture: SVGSVGElement,
  title: string,
): { svg: string; width: number; height: number } {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const own = [picture, ...picture.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  own.forEach((element, i) => {
    const style = getComputedStyle(element);
    const made = copies[i];
    if (made === undefined) return;
    for (const name of written) made.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "role", "aria-label", "tabindex"]) made.removeAttribute(name);
  });
  const { fontFamily, fontSize, color } = getComputedStyle(picture);
  const em = Number.parseFloat(fontSize);
  const { width: inside, height: tall } = picture.viewBox.baseVal;
  const [width, height] = [inside + 2 * air, tall + 2 * air + 2 * em];
  const file = document.createElementNS(namespace, "svg");
  file.setAttribute("xmlns", namespace);
  file.setAttribute("viewBox", `0 0 ${width} ${height}`);
  file.setAttribute("width", String(width));
  file.setAttribute("height", String(height));
  file.setAttribute("font-family", fontFamily);
  const put = (name: string, attributes: Readonly<Record<string, string | number>>, text = "") => {
    const element = document.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.textContent = text;
    file.appendChild(element);
  };
  put("title", {}, title);
  put("rect", { width, height, fill: getComputedStyle(document.body).backgroundColor });
  put("text", { x: air, y: air + em, fill: color, "font-size": em * 1.2, "font-weight": 550 }, title);
  copy.setAttribute("x", String(air));
  copy.setAttribute("y", String(air + 2 * em));
  copy.setAttribute("width", String(inside));
  copy.setAttribute("height", String(tall));
  file.appendChild(copy);
  return { svg: new XMLSerializer().serializeToString(file), width, height };
}

/** @returns the same picture in points, three to a pixel, so that it is sharp on paper too */
async function inPoints({ svg, width, height }: ReturnType<typeof pictureFile>): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const scale = 3;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/png");
  });
}

/** Hands the picture to the learner as a file. @param name without its ending */
export async function savePicture(
  picture: SVGSVGElement,
  title: string,
  name: string,
  kind: "svg" | "png",
): Promise<void> {
  const file = pictureFile(picture, title);
  const blob = kind === "svg" ? new Blob([file.svg], { type: "image/svg+xml" }) : await inPoints(file);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.${kind}`;
  link.click();
  // The browser has taken it over by then; a minute is long for it and short for the memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
