import { type ReactElement, type ReactNode, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";

type BesidePromptsProps = {
  /** The end of the prompts' column. */
  readonly place: Element | null;
  readonly children: ReactNode;
};

/** Stands under the prompts where they have a column of their own, which is shorter than the evidence; else where it is written. */
export function BesidePrompts({ place, children }: BesidePromptsProps): ReactElement {
  const isWide = useSyncExternalStore(whenWidthChanges, hasTwoColumns);
  return <>{isWide && place !== null ? createPortal(children, place) : children}</>;
}

/** As in the screen's style sheet. The tab order follows what is seen, so the place is chosen here and not by style. */
const twoColumns = typeof matchMedia === "undefined" ? undefined : matchMedia("(min-width: 70rem)");

function whenWidthChanges(changed: () => void): () => void {
  twoColumns?.addEventListener("change", changed);
  return () => twoColumns?.removeEventListener("change", changed);
}

function hasTwoColumns(): boolean {
  return twoColumns?.matches === true;
}
