import { Component, type ReactNode } from "react";
import { text } from "./panels-text";

/** A chart whose code could not be loaded or that failed to draw takes nothing else along: the table has every value. */
export class ChartBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <output>{text("chartFailed")}</output> : this.props.children;
  }
}
