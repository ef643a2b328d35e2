// @vitest-environment node
import { describe, expect, it } from "vitest";
import { evaluatedOf, type ListRun, type ListState, shareOf, startList, timeLeft } from "../../src/followup/list-run";
import type { WorklistRow } from "../../src/followup/row";
import { type Run, SourceStopped, type WorklistSource } from "../../src/followup/source";
import { notLoaded, row } from "./sample-row";

/** A source that gives a patient whenever the test says so. */
function steppedSource(people: readonly WorklistRow[], repaired: readonly WorklistRow[] = []) {
  const runs: Run[] = [];
  let step = (): void => undefined;
  const source: WorklistSource = {
    name: "test",
    retries: "each",
    async *pages(run) {
      runs.push(run);
      const wanted =
        run.only === undefined
          ? people.filter(({ patientId }) => run.skip?.has(patientId) !== true)
          : repaired.filter(({ patientId }) => run.only?.has(patientId));
      run.onProgress({ found: wanted.length, more: "no" });
      for (const one of wanted) {
        await run.pause.passed(run.signal);
        await new Promise<void>((resolve) => {
          step = resolve;
        });
        run.signal.throwIfAborted();
        yield { rows: [one], leftOut: [] };
      }
    },
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    source,
    runs,
    next: async (times = 1): Promise<void> => {
      for (let time = 0; time < times; time += 1) {
        await settle();
        step();
        await settle();
      }
    },
  };
}

const until = (run: ListRun, wanted: (state: ListState) => boolean) =>
  new Promise<ListState>((resolve) => {
    const look = (): void => {
      if (wanted(run.state())) resolve(run.state());
    };
    run.subscribe(look);
    look();
  });

const people = [row("a"), row("b", { notLoaded }), row("c")];

describe("a list in the making", () => {
  it("ends with everybody, and says how many were looked at", async () => {
    const { source, next } = steppedSource(people);
    const run = startList(source);
    await next(3);
    const state = await until(run, ({ phase }) => phase === "done");
    expect(state.rows.map(({ patientId }) => patientId)).toEqual(["a", "b", "c"]);
    expect(evaluatedOf(state)).toBe(3);
    expect(shareOf(state)).toBe(1);
  });

  it("once cancelled keeps what it has, and goes on with the others only", async () => {
    const { source, next, runs } = steppedSource(people);
    const run = startList(source);
    await next();
    run.cancel();
    expect(run.state()).toMatchObject({ phase: "cancelled", rows: [{ patientId: "a" }] });
    await next();
    expect(run.state().rows).toHaveLength(1);
    run.goOn();
    expect(runs[1]?.skip).toEqual(new Set(["a"]));
    await next(2);
    const state = await until(run, ({ phase }) => phase === "done");
    expect(state.rows).toHaveLength(3);
    expect(state.progress.found).toBe(3);
  });

  it("asks again for the incomplete only, and puts what comes in their place", async () => {
    const { source, next, runs } = steppedSource(people, [row("b")]);
    const run = startList(source);
    await next(3);
    await until(run, ({ phase }) => phase === "done");
    run.retryFailed();
    expect(runs[1]?.only).toEqual(new Set(["b"]));
    await next();
    const state = await until(run, ({ phase }) => phase === "done");
    expect(state.rows.map(({ patientId, notLoaded: open }) => [patientId, open.length])).toEqual([
      ["a", 0],
      ["b", 0],
      ["c", 0],
    ]);
    expect(state.progress.found).toBe(3);
  });

  it("that was cancelled is not complete because its incomplete rows were read again", async () => {
    const { source, next } = steppedSource([row("b", { notLoaded }), row("c")], [row("b")]);
    const run = startList(source);
    await next();
    run.cancel();
    run.retryFailed();
    await next();
    const state = await until(run, ({ phase }) => phase !== "running");
    expect(state.rows[0]?.notLoaded).toEqual([]);
    expect(state.phase).toBe("cancelled");
    run.goOn();
    await next();
    expect((await until(run, ({ phase }) => phase === "done")).rows).toHaveLength(2);
  });

  it("stands still while paused", async () => {
    const { source, next } = steppedSource(people);
    const run = startList(source);
    await next();
    run.pause();
    await next(2); // the one on her way may still come
    expect(run.state().phase).toBe("paused");
    expect(run.state().rows.length).toBeLessThan(3);
    run.resume();
    await next(2);
    expect((await until(run, ({ phase }) => phase === "done")).rows).toHaveLength(3);
  });

  it("that cannot be finished says why in words, and of an error of its own nothing that could name a patient", async () => {
    const failing = (error: Error): WorklistSource => ({
      name: "test",
      retries: "each",
      // oxlint-disable-next-line require-yield -- it fails before it has anything
      async *pages() {
        throw error;
      },
    });
    const stopped = await until(startList(failing(new SourceStopped("The Group could not be read."))), ({ phase }) => phase === "stopped");
    expect(stopped.stoppedBecause).toBe("The Group could not be read.");
    const broken = await until(startList(failing(new Error("Ada Lovelace, born 1815"))), ({ phase }) => phase === "stopped");
    expect(broken.stoppedBecause).not.toContain("Ada");
  });

  it("tells the time left from the pace so far, and nothing while that would be a guess", () => {
    const state = { ...startList(steppedSource([]).source).state(), rows: [row("a")], progress: { found: 4, more: "no" as const } };
    expect(timeLeft({ ...state, worked: 10_000 })).toBe(30_000);
    expect(timeLeft({ ...state, worked: 100 })).toBeUndefined();
    expect(timeLeft({ ...state, worked: 10_000, progress: { found: 4, more: "maybe" } })).toBeUndefined();
  });

  it("takes over what the chart of one of its patients says, also when that puts her off the list", async () => {
    const { source, next } = steppedSource(people);
    const run = startList(source);
    await next(3);
    await until(run, ({ phase }) => phase === "done");
    run.replace("b", { kind: "row", row: row("b", { dxa: "overdue" }) });
    expect(run.state().rows.find(({ patientId }) => patientId === "b")).toMatchObject({ dxa: "overdue", notLoaded: [] });
    run.replace("a", { kind: "left-out", why: "not-on-ai" });
    expect(run.state()).toMatchObject({ rows: [{ patientId: "b" }, { patientId: "c" }], leftOut: { "not-on-ai": 1 } });
    run.replace("stranger", { kind: "row", row: row("stranger") });
    expect(run.state().rows).toHaveLength(2);
  });
});
