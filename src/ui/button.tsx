import type { ComponentProps, ReactElement } from "react";
import styles from "./button.module.css";

/** A plain button; `type="button"` unless told otherwise, so that it never submits a form by accident. */
export function Button({ className, ...rest }: ComponentProps<"button">): ReactElement {
  return <button type="button" {...rest} className={className === undefined ? styles["button"] : `${styles["button"]} ${className}`} />;
}
