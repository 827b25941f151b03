import type { ToolInfo } from "../../shared/content/release.ts";

type Reminder = NonNullable<ToolInfo["reminder"]>;

/** When the day has been and the evening has not: whoever wants another time moves it in their calendar. */
const hour = 18;

/**
 * A tool's reminder for the calendar of this phone or computer (RFC 5545), which rings where no page is open and tells
 * nobody. It is at 18:00 wherever one is: a time without a zone.
 * @param address where the tool's page is
 */
export function reminderFile(
  { name, label }: Pick<ToolInfo, "name" | "label">,
  { frequency, prompt }: Reminder,
  address: string,
  now: Date,
): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//DreamTree//EN",
    "BEGIN:VEVENT",
    // The same file again moves the one that is there.
    `UID:${name}@dreamtree`,
    `DTSTAMP:${stamp}`,
    `DTSTART:${day}T${two(hour)}0000`,
    "DURATION:PT5M",
    `RRULE:FREQ=${frequency.toUpperCase()}`,
    `SUMMARY:${escaped(label)}`,
    `DESCRIPTION:${escaped(prompt)}`,
    `URL:${address}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "TRIGGER:PT0S",
    `DESCRIPTION:${escaped(prompt)}`,
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

const escaped = (text: string): string => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** No line is longer than 75 octets; what goes on begins with a space. */
function folded(line: string): string {
  const octets = (text: string) => new TextEncoder().encode(text).length;
  const parts: string[] = [];
  let part = "";
  for (const letter of line) {
    if (octets(part + letter) > 75) {
      parts.push(part);
      part = " ";
    }
    part += letter;
  }
  return [...parts, part].join("\r\n");
}
