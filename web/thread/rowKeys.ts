import type { KeyboardEvent } from "react";
import { bindingFor } from "../ui/keymap.ts";

const focusable = "a[href], button:not([tabindex='-1']), input, textarea, [tabindex='0']";

/** ↑ ↓ Home End move between messages (days are passed over), Enter goes into a message's buttons. */
export function moveInThread(event: KeyboardEvent<HTMLElement>): void {
  const at = event.target;
  if (!(at instanceof HTMLElement) || !(at === event.currentTarget || at.hasAttribute("data-row"))) return;
  const means = bindingFor("in the conversation", event);
  if (means === null) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const here = rows.indexOf(at);
  switch (means) {
    case "previous":
      rows[here === -1 ? rows.length - 1 : Math.max(0, here - 1)]?.focus();
      break;
    case "next":
      rows[here === -1 ? rows.length - 1 : Math.min(rows.length - 1, here + 1)]?.focus();
      break;
    case "first":
      rows[0]?.focus();
      break;
    case "last":
      rows.at(-1)?.focus();
      break;
    case "enter":
      at.querySelector<HTMLElement>(focusable)?.focus();
      break;
    default:
      return;
  }
  event.preventDefault();
}
