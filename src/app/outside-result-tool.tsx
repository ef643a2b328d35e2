import { lazy, Suspense, useState, type ReactElement } from "react";
import { Button } from "../ui/button";
import { LiveMessage } from "../ui/visually-hidden";
import type { OutsideResultDialogProps } from "./outside-result-dialog";
import { text } from "./text";

const OutsideResultDialog = lazy(() => import("./outside-result-dialog").then((module) => ({ default: module.OutsideResultDialog })));

/** The button that opens the dialog for results from outside; its code is loaded at the first opening. */
export function OutsideResultTool(props: Omit<OutsideResultDialogProps, "onClose">): ReactElement {
  const [shown, setShown] = useState<"closed" | "open">("closed");
  const count = props.entries.outsideResults.length;
  return (
    <>
      <Button onClick={() => setShown("open")}>{count === 0 ? text("enterOutside") : text("enteredOutside", { count })}</Button>
      {shown === "open" && (
        <Suspense fallback={<LiveMessage message={text("opening")} />}>
          <OutsideResultDialog {...props} onClose={() => setShown("closed")} />
        </Suspense>
      )}
    </>
  );
}
