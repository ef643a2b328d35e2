import type { Priority } from "../guidelines/model";
import { text } from "./text";

export function priorityInWords(priority: Priority): string {
  return text(`priority-${priority}`);
}
