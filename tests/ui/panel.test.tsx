import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Panel, type PanelState } from "../../src/ui/panel";

afterEach(cleanup);

const onRetry = () => undefined;
const states: readonly PanelState[] = [
  { kind: "ready" },
  { kind: "loading", message: "Loading bone density…" },
  { kind: "empty", message: "No result in the connected record." },
  { kind: "partial", message: "A page is missing.", onRetry },
  { kind: "refused", message: "Access was not granted." },
  { kind: "failed", message: "The server answered with an error.", onRetry },
];

function show(state: PanelState) {
  return render(
    <Panel id="p" title="Bone density" state={state}>
      <p>content</p>
    </Panel>,
  );
}

describe("the states of a panel", () => {
  it("differ in words and in shape, not only in colour", () => {
    const words = states.map((state) => {
      const { container } = show(state);
      const seen = `${container.textContent} ${container.querySelector("[data-mark]")?.getAttribute("data-mark") ?? ""}`;
      cleanup();
      return seen;
    });
    expect(new Set(words).size).toBe(states.length);
  });

  it.each([
    ["ready", true],
    ["loading", false],
    ["empty", false],
    ["partial", true],
    ["refused", false],
    ["failed", false],
  ])("%s: content shown is %s", (kind, shown) => {
    show(states.find((state) => state.kind === kind)!);
    expect(screen.queryByText("content") !== null).toBe(shown);
  });

  it("tell a screen reader that a panel is loading", () => {
    show({ kind: "loading", message: "Loading bone density…" });
    expect(screen.getByRole("region", { name: "Bone density" })).toHaveAttribute("aria-busy", "true");
    expect(screen.getByRole("status")).toHaveTextContent("Loading bone density…");
  });

  it("offer to try again by a button that says what", async () => {
    const retry = vi.fn<() => void>();
    show({ kind: "failed", message: "The server answered with an error.", onRetry: retry });
    await userEvent.click(screen.getByRole("button", { name: "Try again: Bone density" }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it("keep the keyboard where it was when the button to try again gives way to what is loading", async () => {
    const { rerender } = show({ kind: "failed", message: "The server answered with an error.", onRetry });
    await userEvent.click(screen.getByRole("button", { name: "Try again: Bone density" }));
    rerender(<Panel id="p" title="Bone density" state={{ kind: "loading", message: "Loading bone density…" }} />);
    expect(screen.getByRole("region", { name: "Bone density" })).toHaveFocus();
  });
});
