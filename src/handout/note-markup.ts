/** A note in both forms the clipboard takes. `html` holds no markup from the record: every text is escaped. */
export type Note = { readonly plain: string; readonly html: string };

/** The parts a note is made of. */
export type Block = { readonly kind: "heading" | "paragraph"; readonly text: string } | { readonly kind: "list"; readonly items: readonly string[] };

/** The same blocks as plain text and as markup that EHR note fields take: bold lines, paragraphs and lists. */
export function noteOf(blocks: readonly Block[]): Note {
  return { plain: blocks.map(plainBlock).join("\n").trim(), html: blocks.map(htmlBlock).join("") };
}

/** Several notes as one text, in their order. */
export function notesOneAfterOther(notes: readonly Note[]): Note {
  return { plain: notes.map(({ plain }) => plain).join("\n\n"), html: notes.map(({ html }) => html).join("") };
}

export function heading(words: string): Block {
  return { kind: "heading", text: words };
}

export function paragraph(words: string): Block {
  return { kind: "paragraph", text: words };
}

export function list(items: readonly string[]): Block {
  return { kind: "list", items };
}

function plainBlock(block: Block): string {
  if (block.kind === "list") return block.items.map((item) => `- ${oneLine(item)}`).join("\n");
  return block.kind === "heading" ? `\n${block.text.toUpperCase()}` : oneLine(block.text);
}

function htmlBlock(block: Block): string {
  if (block.kind === "list") return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>`;
  return block.kind === "heading" ? `<p><b>${escaped(block.text)}</b></p>` : `<p>${escaped(block.text)}</p>`;
}

function oneLine(words: string): string {
  return words.replace(/\s+/g, " ").trim();
}

/** Text that cannot become markup. */
function escaped(words: string): string {
  return oneLine(words).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
