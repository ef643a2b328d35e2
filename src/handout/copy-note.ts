import type { Note } from "./note-markup";

/**
 * Puts a note on the clipboard, rich and plain together where the browser can, plain alone where it cannot. Must be called in
 * answer to a click. Resolves to false when the browser allows neither: the text is then to be shown for copying by hand.
 */
export async function copyNote(note: Note): Promise<boolean> {
  return (await copyBoth(note)) || (await copyPlain(note));
}

async function copyBoth({ plain, html }: Note): Promise<boolean> {
  if (typeof ClipboardItem === "undefined" || navigator.clipboard?.write === undefined) return false;
  const as = (type: string, words: string) => new Blob([words], { type });
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": as("text/plain", plain), "text/html": as("text/html", html) })]);
    return true;
  } catch {
    return false; // some browsers take plain text only
  }
}

async function copyPlain({ plain }: Note): Promise<boolean> {
  if (navigator.clipboard?.writeText === undefined) return false;
  try {
    await navigator.clipboard.writeText(plain);
    return true;
  } catch {
    return false; // forbidden by the frame that holds us, or by the user
  }
}
