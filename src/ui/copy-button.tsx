import { useState, type ReactElement } from "react";
import { Button } from "./button";
import { text } from "./parts-text";
import { LiveMessage } from "./visually-hidden";

/** Copies a text and says whether that worked. `what` completes the name for screen readers ("DXA overdue"). */
export function CopyButton({ value, what, label = text("copy") }: { readonly value: string; readonly what?: string; readonly label?: string }): ReactElement {
  const [outcome, setOutcome] = useState<"none" | "copied" | "failed">("none");
  const copy = () => {
    // navigator.clipboard is missing outside secure contexts and may be forbidden by the frame that holds us.
    const written = navigator.clipboard?.writeText(value) ?? Promise.reject(new Error("no clipboard"));
    written.then(
      () => setOutcome("copied"),
      () => setOutcome("failed"),
    );
  };
  return (
    <>
      <Button onClick={copy} aria-label={what === undefined ? undefined : `${label}: ${what}`}>
        {outcome === "copied" ? text("copied") : label}
      </Button>
      {outcome === "failed" && <span>{text("copyFailed")}</span>}
      <LiveMessage message={outcome === "copied" ? text("copied") : outcome === "failed" ? text("copyFailed") : ""} />
    </>
  );
}
