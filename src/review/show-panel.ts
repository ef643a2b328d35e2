/** Brings a panel into view and moves the focus there, so that the keyboard and the screen reader follow. */
export function showPanel(id: string): void {
  const panel = document.getElementById(id);
  if (panel === null) return;
  panel.scrollIntoView({ block: "start", behavior: "smooth" });
  panel.focus({ preventScroll: true });
}
