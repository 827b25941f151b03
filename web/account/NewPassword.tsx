import { useState } from "react";
import { PasswordField } from "../form/form.tsx";
import { weaknessOf } from "./password/rules.ts";
import { wordsFor } from "./password/words.ts";

const none: ReadonlySet<string> = new Set();
let fetching: Promise<ReadonlySet<string>> | undefined;

/** The list of common passwords, fetched when somebody is about to choose one; empty without a network. */
function commonOnes(): Promise<ReadonlySet<string>> {
  fetching ??= import("virtual:common-passwords").then(
    ({ default: lines }) => new Set(lines.split("\n")),
    () => {
      fetching = undefined;
      return none;
    },
  );
  return fetching;
}

/**
 * A new password while it is chosen.
 * @param own what a stranger would try first: the address
 */
export function useNewPassword(own: readonly string[]) {
  const [value, setValue] = useState("");
  const [common, setCommon] = useState(none);
  const [insisted, setInsisted] = useState(false);
  const context = ["dreamtree", ...own];
  const look = async () => {
    const list = await commonOnes();
    setCommon(list);
    return list;
  };
  const onChange = (next: string) => {
    setValue(next);
    void look();
  };
  /** Whether it may be set; where not, the field says why. Waits for the list. */
  const isFit = async (): Promise<boolean> => {
    setInsisted(true);
    return weaknessOf(value, await look(), context) === null;
  };
  const weakness = weaknessOf(value, common, context);
  return { value, isFit, choice: { value, onChange, weakness, insisted } };
}

interface Props {
  readonly choice: ReturnType<typeof useNewPassword>["choice"];
  readonly words?: string;
}

/** A new password, with what there is to say of it while it is typed. */
export function NewPassword({ choice: { value, onChange, weakness, insisted }, words = "Password" }: Props) {
  const said = wordsFor(value, weakness);
  const isWrong = insisted && weakness !== null;
  return (
    <PasswordField
      words={words}
      kind="new-password"
      value={value}
      onChange={onChange}
      hint={isWrong ? undefined : said}
      wrong={isWrong ? said : undefined}
    />
  );
}
