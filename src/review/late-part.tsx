import { Component, type ReactElement, type ReactNode, Suspense } from "react";
import { text } from "./text";

/** A part whose code is loaded when it is wanted. While it comes it says so; if it does not come it says that, and takes nothing else along. */
export function LatePart({ what, children }: { readonly what: string; readonly children: ReactNode }): ReactElement {
  return (
    <PartBoundary message={text("partNotLoaded")}>
      <Suspense fallback={<output>{text("loading", { what })}</output>}>{children}</Suspense>
    </PartBoundary>
  );
}

/** A part whose code could not be loaded, or that failed to draw, is replaced by `message`: the rest of the page stands. */
export class PartBoundary extends Component<{ readonly message: string; readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <output>{this.props.message}</output> : this.props.children;
  }
}
