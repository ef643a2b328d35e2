import { phrases } from "../ui/phrases";

export const text = phrases("report-file", {
  title: "Report file: {title}",
  untitled: "no title",
  opening: "Opening the file…",
  failed: "The file could not be opened here.",
  otherKind: "It is neither a PDF nor text: open it in the EHR.",
  codeFailed: "The part of Boneline that reads PDF files could not be loaded. Check the connection and open the file again.",
  noText:
    "This file holds pictures of pages and no text, so nothing could be read out of it. Read it here; values can be typed in with “Enter an outside result”.",
  readings:
    "{count, plural, =0 {No bone density value was recognised in its text. Read it here.} one {One value was recognised in its text.} other {# values were recognised in its text.}}",
  toConfirm: "They stand under “DXA reports” with their sentences and enter no rule before they are confirmed there.",
  page: "Page {page} of {pages}",
  notDrawn: "This page could not be drawn.",
  more: "Only the first {shown} of {pages} pages are drawn; the text of all pages was read.",
});
