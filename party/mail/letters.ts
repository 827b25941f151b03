import type { Mail } from "./mailer.ts";

/*
 * What the account writes to people. Each letter says why it came, what to do, and what to do when it was not
 * them. Links carry their token behind "#", which no server sees in its log and no referrer repeats.
 */
type Letter = Omit<Mail, "to">;

const signed = (...paragraphs: readonly string[]): string => `${paragraphs.join("\n\n")}\n\nDreamTree\n`;

const when = (at: Date): string =>
  `${new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(at)} UTC`;

/** After the claim, or asked for again. */
export const confirmLetter = (link: string): Letter => ({
  subject: "Confirm your address for DreamTree",
  text: signed(
    "Somebody, we hope you, made a DreamTree account with this address.",
    `To confirm that it reaches you, open this page and press the button on it:\n${link}`,
    "The link works for three days. A confirmed address is the way to a new password if you forget yours; until " +
      "then the account works, but that way is closed.",
    "If you know nothing of this, do nothing. The address stays unconfirmed, and we write no more than this.",
  ),
});

/** To the new address. */
export const newAddressLetter = (link: string): Letter => ({
  subject: "Confirm your new address for DreamTree",
  text: signed(
    "A DreamTree account is to be reached at this address from now on.",
    `To make it so, open this page and press the button on it:\n${link}`,
    "The link works for three days. Until then the account stays at its old address.",
    "If you know nothing of this, do nothing: nothing will change.",
  ),
});

/** To the address that is still the account's. */
export const addressChangeLetter = (at: Date): Letter => ({
  subject: "A new address for your DreamTree account",
  text: signed(
    `On ${when(at)} somebody who was signed in to your account, and had just entered its password, asked to move it to ` +
      "another address. It moves when that address is confirmed.",
    "If that was you, there is nothing to do.",
    "If it was not, sign in, change your password, and end the other devices: the request goes with them.",
  ),
});

export const resetLetter = (link: string): Letter => ({
  subject: "A new password for DreamTree",
  text: signed(
    "Somebody, we hope you, asked for a new password for the DreamTree account with this address.",
    `To choose one, open this page within ten minutes:\n${link}`,
    "Before you do: Your encrypted personal data (financial info, contact details, and private reflections) cannot be " +
      "recovered without your original password. All other progress has been preserved.",
    "If the old password comes back to you within thirty days, it brings that data back too. A recovery code, if you " +
      "have one, is the better way: it loses nothing.",
    "If you did not ask for this, do nothing. Your password stays as it is.",
  ),
});

export const resetDoneLetter = (at: Date, link: string): Letter => ({
  subject: "Your DreamTree password was replaced",
  text: signed(
    `On ${when(at)} a new password was set for your account, by the link in our last letter. Every device was signed out.`,
    "What was locked with the old password is kept for thirty days. Sign in with the new one and enter the old one once, " +
      `and it is back:\n${link}`,
    "If it was not you, somebody reads your mail. Secure your mailbox first, then ask for a new password yourself. They " +
      "could not read what was locked, and have not destroyed it: your old password still opens it.",
  ),
});

export const passwordChangedLetter = (at: Date): Letter => ({
  subject: "Your DreamTree password was changed",
  text: signed(
    `On ${when(at)} the password of your account was changed, by somebody who knew the old one.`,
    "If that was you, there is nothing to do.",
    "If it was not, ask for a new password from the sign-in page at once: that ends every device.",
  ),
});

/** @param device family of browser and system: "Chrome on Android" */
export const newDeviceLetter = (device: string, at: Date): Letter => ({
  subject: "A new device is signed in to DreamTree",
  text: signed(
    `On ${when(at)} your account was opened on a device that was not there before: ${device}.`,
    "If that was you, there is nothing to do.",
    "If it was not, somebody knows your password. Sign in, end that device under “Devices”, and change the password.",
  ),
});
