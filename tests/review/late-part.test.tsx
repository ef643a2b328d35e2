import { cleanup, render, screen } from "@testing-library/react";
import { lazy } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { LatePart } from "../../src/review/late-part";

afterEach(cleanup);

it("a part whose code does not come says so, and leaves the rest of the page standing", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined); // React reports what the boundary caught
  const Gone = lazy(() => Promise.reject(new TypeError("Failed to fetch")));
  render(
    <main>
      <h1>Chart review</h1>
      <LatePart what="the basis">
        <Gone />
      </LatePart>
    </main>,
  );
  expect(screen.getByText("Loading the basis…")).toBeInTheDocument();
  expect(await screen.findByText(/could not be loaded/)).toBeInTheDocument();
  expect(screen.getByRole("heading", { name: "Chart review" })).toBeInTheDocument();
});
