import { type ReactElement, type ReactNode, useEffect, useRef } from "react";

/**
 * Holds steps that replace each other in place (buttons, form, preview). When a step that had the focus goes away, the focus would
 * fall back to the top of the page; it goes to the next step instead: a form's first field, a preview as a whole (so that nothing
 * is confirmed by a second Enter), the first button, or what is said in its place.
 */
export function FocusStage({ className, children }: { readonly className?: string | undefined; readonly children: ReactNode }): ReactElement {
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = stage.current;
    if (element === null) return undefined;
    let inside: Element | undefined;
    const enter = (event: FocusEvent): void => {
      inside = element.contains(event.target as Node) ? (event.target as Element) : undefined;
    };
    const observer = new MutationObserver(() => {
      if (inside === undefined || inside.isConnected || document.activeElement !== document.body) return;
      inside = undefined;
      focusStep(element);
    });
    document.addEventListener("focusin", enter);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", enter);
      observer.disconnect();
    };
  }, []);
  return (
    <div ref={stage} className={className}>
      {children}
    </div>
  );
}

function focusStep(stage: HTMLElement): void {
  const step = stage.querySelector<HTMLElement>("form, section, button") ?? stage;
  const field = step.tagName === "FORM" ? step.querySelector<HTMLElement>("select, input, textarea") : null;
  if (field === null && step.tagName !== "BUTTON") step.tabIndex = -1;
  (field ?? step).focus();
}
