import { Component, type ReactElement, type ReactNode } from "react";
import { Button } from "../ui/button";
import styles from "./error-boundary.module.css";
import { text } from "./text";

type Props = { readonly children: ReactNode };

/** Stands in for a screen that failed. Says nothing of the error itself: its text may hold what the patient's record holds. */
export class ErrorBoundary extends Component<Props, { readonly broken: boolean }> {
  override readonly state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <BrokenScreen /> : this.props.children;
  }
}

function BrokenScreen(): ReactElement {
  return (
    <main className={styles["broken"]} role="alert">
      <h1>{text("brokenTitle")}</h1>
      <p>{text("brokenMeans")}</p>
      <p>{text("brokenDo")}</p>
      <Button onClick={() => location.reload()}>{text("reloadPage")}</Button>
    </main>
  );
}
