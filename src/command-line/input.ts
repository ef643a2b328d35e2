import { readFileSync } from "node:fs";
import { type Configuration, parseConfiguration } from "../app/configuration";
import { calendarDay } from "../app/today";
import type { CalendarDate } from "../record/fact";
import { isRecord } from "../record/chart";
import { parseFhirDate } from "../record/date";

/** The day named by `--today`, or the computer's own. @throws when it is not a real day written YYYY-MM-DD */
export function dayOf(written: string | undefined): CalendarDate {
  if (written === undefined) return calendarDay(new Date());
  const date = parseFhirDate(written);
  if (date?.precision !== "day" || date.text !== written) throw new Error("--today must be a real date written YYYY-MM-DD.");
  return date.text;
}

/** The site configuration named by `--config`, or the defaults; no EHR need be in it. @throws when it cannot be used */
export function configurationOf(file: string | undefined): Configuration {
  const json = file === undefined ? {} : readJson(file);
  return parseConfiguration(isRecord(json) ? { ehrs: [], ...json } : json);
}

/** @throws when the file cannot be read or is not JSON; the message names the file and nothing of its content */
export function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Error(`The file ${file} cannot be read.`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Error(`The file ${file} is not JSON.`);
  }
}

/** Runs a command; bad input ends in exit code 2 and one line on stderr, never a stack trace. */
export async function run(name: string, command: () => void | Promise<void>): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error; // the reader, such as `head`, has seen enough
  });
  try {
    await command();
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message.split("\n")[0] : "unknown error"}\n`);
    process.exitCode = 2;
  }
}
