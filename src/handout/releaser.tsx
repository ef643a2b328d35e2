import { type ReactElement, useId, useState } from "react";
import styles from "./releaser.module.css";
import { text } from "./text";

/** Who releases a sheet. `who` is empty until there is a name that a patient can read. */
export type ReleaserState = { readonly who: string; readonly user: string | undefined; readonly typed: string; readonly onType: (typed: string) => void };

/** The signed-in user, or a name that she writes where the EHR gives none or only a reference such as Practitioner/123. */
export function useReleaser(user: string | undefined): ReleaserState {
  const [typed, onType] = useState("");
  const name = typed.trim();
  return { who: nameUnder(user, name), user, typed, onType };
}

/** The name under the sheet, or the field for it. */
export function Releaser({ releaser: { user, typed, onType } }: { readonly releaser: ReleaserState }): ReactElement {
  const id = useId();
  if (isName(user))
    return (
      <span>
        {text("releasedBy")}: {user}
      </span>
    );
  return (
    <span className={styles["who"]}>
      <label htmlFor={id}>{text("releasedBy")}</label>
      <input id={id} value={typed} onChange={(event) => onType(event.target.value)} aria-describedby={`${id}-hint`} autoComplete="name" />
      <span id={`${id}-hint`}>{text("releasedByHint")}</span>
    </span>
  );
}

function nameUnder(user: string | undefined, name: string): string {
  if (user === undefined || name === "") return isName(user) ? user : name;
  return user.includes("/") ? `${name} (${user})` : user;
}

function isName(user: string | undefined): user is string {
  return user !== undefined && !user.includes("/");
}
