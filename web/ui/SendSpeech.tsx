import { useEffect, useRef } from "react";
import { announce } from "./announce.ts";
import { useView } from "./useClient.ts";

/** Which states of sending are spoken, and how often (ux 3.8). */
export function SendSpeech() {
  const sending = useView((view) => view.sending);
  const notices = useView((view) => view.notices);
  const connection = useView((view) => view.connection);
  const conflicts = useView((view) => view.conflicts);
  const told = useRef(new Set<string>());
  useEffect(() => {
    const once = (key: string, words: string, urgency: "polite" | "assertive" = "polite") => {
      if (told.current.has(key)) return;
      told.current.add(key);
      announce(words, urgency);
    };
    for (const one of sending.values()) {
      if (one.state === "failed") once(`failed ${one.opId}`, `Not saved: ${one.reason ?? ""}`, "assertive");
      if (one.state === "unconfirmed")
        once(`unconfirmed ${one.opId}`, "Not confirmed yet. Retry is beside your answer.");
      if (one.state !== "saved") told.current.add("something was sent");
    }
    for (const { about, tool } of conflicts) {
      const what = tool === undefined ? "answered a question" : "changed an entry of a tool";
      once(`conflict ${about}`, `You also ${what} on another device. Choose which to keep.`);
    }
    if (sending.size + conflicts.length === 0 && told.current.has("something was sent"))
      once("saved", "Saved");
  }, [sending, conflicts]);
  useEffect(() => {
    for (const notice of notices) {
      if (told.current.has(`notice ${notice.id}`)) continue;
      told.current.add(`notice ${notice.id}`);
      announce(notice.text);
    }
  }, [notices]);
  useEffect(() => {
    if (connection === "offline") {
      if (!told.current.has("offline")) announce("You are offline. Your answers are kept on this device.");
      told.current.add("offline");
    } else if (connection === "online" && told.current.delete("offline")) announce("Connection restored.");
  }, [connection]);
  return null;
}
