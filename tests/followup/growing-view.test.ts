// @vitest-environment node
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FollowUpStatus } from "../../src/followup/follow-up-status";
import { growingView } from "../../src/followup/growing-view";
import type { WorklistRow } from "../../src/followup/row";
import { sortKeys, type StatusOf, wholeList, type View } from "../../src/followup/view";
import { row } from "./sample-row";

const status = (): FollowUpStatus => "none";
const prompts = [
  { id: "TX-01", priority: "H" },
  { id: "DXA-03", priority: "M" },
  { id: "LIFE-01", priority: "L" },
] as const;

const somebody = fc
  .record({
    age: fc.integer({ min: 40, max: 44 }),
    lastDxa: fc.constantFrom("", "2024-01-01", "2025-06-01"),
    prompts: fc.subarray([...prompts]),
    dxa: fc.constantFrom("overdue", "not-due"),
  })
  .map(
    (part) =>
      (id: string): WorklistRow =>
        row(id, part),
  );
const list = fc.array(somebody, { maxLength: 30 }).map((makers) => makers.map((make, index) => make(`p${(index * 7) % 31}`)));
const views = fc.record({ sort: fc.constantFrom(...sortKeys), direction: fc.constantFrom("ascending", "descending"), prompt: fc.constantFrom("", "DXA-03") });

/** By age, which differs among patients; as different answers of an EHR would have it. */
const statuses: readonly StatusOf[] = (["done", "unread", "reached"] as const).map(
  (other) =>
    ({ age }) =>
      (age ?? 0) % 2 === 0 ? other : "none",
);

describe("a list that grows while it is read", () => {
  it("shows the same rows in the same order, and counts the same, as one that was read before it was looked at", () => {
    fc.assert(
      fc.property(list, views, fc.array(fc.nat(30), { maxLength: 6 }), fc.infiniteStream(fc.constantFrom(...statuses)), (rows, part, steps, answers) => {
        const view = { ...wholeList, ...part } as View;
        const look = growingView();
        for (const step of [...steps.sort((a, b) => a - b), 30]) {
          const read = rows.slice(0, step);
          const statusOf = answers.next().value;
          const [grown, atOnce] = [look(read, view, statusOf), growingView()(read, view, statusOf)];
          expect(grown.shown).toEqual(atOnce.shown);
          expect(grown.counts).toEqual(atOnce.counts);
        }
      }),
    );
  });

  it("forgets a row that was read again, a row that left, and what another view showed", () => {
    const look = growingView();
    const [first, second] = [row("a", { age: 50 }), row("b", { age: 60 })];
    const byAge: View = { ...wholeList, sort: "age" };
    const ids = (rows: readonly WorklistRow[], view: View): readonly string[] => look(rows, view, status).shown.map(({ patientId }) => patientId);
    expect(ids([first, second], byAge)).toEqual(["b", "a"]);
    expect(ids([row("a", { age: 70 }), second], byAge)).toEqual(["a", "b"]);
    expect(ids([second], byAge)).toEqual(["b"]);
    expect(ids([first, second], { ...byAge, direction: "ascending" })).toEqual(["a", "b"]);
  });

  it("does not keep the statuses of before", () => {
    const look = growingView();
    const rows = [row("a", {}), row("b", {})];
    const done: View = { ...wholeList, status: "done" };
    expect(look(rows, done, status).shown).toEqual([]);
    expect(look(rows, done, ({ patientId }) => (patientId === "b" ? "done" : "none")).shown).toEqual([rows[1]]);
    const byStatus: View = { ...wholeList, sort: "status", direction: "ascending" };
    expect(look(rows, byStatus, status).shown).toEqual(rows);
    expect(look(rows, byStatus, ({ patientId }) => (patientId === "a" ? "done" : "none")).shown).toEqual(rows.toReversed());
  });
});
