import { type ReactNode, StrictMode } from "react";
import { createRoot, type Root, type RootOptions } from "react-dom/client";
import "../ui/base.css";
import { ErrorBoundary } from "./error-boundary";

let root: Root | undefined;

/** React would write errors to the console, and an error's text may hold what the record holds. The boundary tells the user. */
const silent: RootOptions = { onCaughtError: () => undefined, onUncaughtError: () => undefined, onRecoverableError: () => undefined };

/** Puts a screen on the page in place of whatever is there. */
export function show(screen: ReactNode): void {
  root ??= createRoot(container(), import.meta.env.DEV ? {} : silent);
  root.render(
    <StrictMode>
      <ErrorBoundary>{screen}</ErrorBoundary>
    </StrictMode>,
  );
}

function container(): HTMLElement {
  const element = document.getElementById("root");
  if (element === null) throw new Error("index.html has no #root");
  return element;
}
