/** What a person sees of an element: one line for each block, and nothing of a closed `details` but its summary. */
export function visibleText(element: Element): string {
  return read(element)
    .replace(/[ \t]+/g, " ")
    .replace(/ ?\n\s*/g, "\n")
    .trim();
}

const inline = new Set(["A", "B", "CODE", "EM", "LABEL", "MARK", "Q", "SPAN", "STRONG", "TSPAN", "BUTTON", "TH", "TD"]);

function read(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
  if (!(node instanceof Element) || node.tagName === "SCRIPT" || node.tagName === "STYLE") return "";
  const children =
    node.tagName === "DETAILS" && !node.hasAttribute("open") ? [...node.children].filter((child) => child.tagName === "SUMMARY") : [...node.childNodes];
  const text = children.map(read).join("");
  if (node.tagName === "TD" || node.tagName === "TH") return `${text} `;
  return inline.has(node.tagName) ? text : `\n${text}\n`;
}
