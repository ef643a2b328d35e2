import { act, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { show } from "../../src/app/mount";

it("a screen that fails is replaced by words that hold nothing of the error, and the console stays empty", async () => {
  vi.stubEnv("DEV", false);
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  document.body.innerHTML = '<div id="root"></div>';
  const console = [vi.spyOn(globalThis.console, "error"), vi.spyOn(globalThis.console, "warn"), vi.spyOn(globalThis.console, "log")];
  const Failing = (): never => {
    throw new Error("Mrs. Beatrix Okafor-Lane, T-score");
  };
  await act(async () => show(<Failing />));
  expect(screen.getByRole("alert")).toHaveTextContent("This screen could not be drawn");
  expect(screen.getByRole("alert")).toHaveTextContent("Reload the page");
  expect(document.body).not.toHaveTextContent("Beatrix");
  for (const spy of console) expect(spy).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
});
