import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ProblemPage } from "../../src/app/front-door/problem-page";
import type { WriteOutcome } from "../../src/fhir/write";
import { StartPage } from "../../src/app/front-door/start-page";
import { LaunchProblem, type Problem, type ProblemKind, problemOf } from "../../src/smart/problem";
import { ConfigurationError, type Ehr } from "../../src/smart/registry";

afterEach(cleanup);

const app = "https://boneline.example/";

const kinds = [
  "configuration",
  "insecure-context",
  "storage-blocked",
  "unknown-issuer",
  "no-launch-context",
  "unreachable",
  "not-smart",
  "pkce-unsupported",
  "access-denied",
  "state-missing",
  "issuer-mismatch",
  "stale-code",
  "no-patient",
  "server-error",
  "session-missing",
  "session-ended",
  "app-outdated",
] as const satisfies readonly ProblemKind[];
type Missing = Exclude<ProblemKind, (typeof kinds)[number]>;
const everyKindIsHere: Missing extends never ? true : Missing = true;

function shown(problem: Problem): HTMLElement {
  render(<ProblemPage problem={problem} startAddress={app} />);
  return screen.getByRole("main");
}

describe("the page of a launch that failed", () => {
  it.each(kinds)("%s says what happened, what it means and what to do, in words", (kind) => {
    expect(everyKindIsHere).toBe(true);
    const page = shown({ kind, ehr: "General Hospital" });
    expect(screen.getByRole("heading", { level: 1 }).textContent).toMatch(/^[A-Z].{10,}/);
    expect(page.querySelectorAll("p").length).toBeGreaterThanOrEqual(4);
    expect(page).not.toHaveTextContent(/front-door\.|\{ehr\}|undefined/);
    expect(screen.getByRole("link", { name: "Start page" })).toHaveAttribute("href", app);
  });

  it("names the EHR where it is known, and reads well where it is not", () => {
    expect(shown({ kind: "unreachable", ehr: "General Hospital" })).toHaveTextContent("General Hospital does not answer");
    expect(render(<ProblemPage problem={{ kind: "unreachable" }} startAddress={app} />).container).toHaveTextContent("The EHR does not answer");
  });

  it("keeps technical words for those who need them, as text", () => {
    const page = shown({ kind: "server-error", detail: "<img src=x onerror=alert(1)>" });
    expect(page.querySelector("img")).toBeNull();
    expect(page.querySelector("details")).toHaveTextContent("server-error: <img src=x onerror=alert(1)>");
  });

  it("leads to the EHR's own page about the error without telling it where from", () => {
    shown({ kind: "server-error", link: "https://ehr.example/help" });
    expect(screen.getByRole("link", { name: /What the EHR says/ })).toHaveAttribute("rel", "noreferrer noopener");
  });

  it("offers to try again only where that may help", () => {
    shown({ kind: "unreachable" });
    expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
    expect(render(<ProblemPage problem={{ kind: "stale-code" }} startAddress={app} />).container.querySelector("button")).toBeNull();
  });
});

describe("what went wrong", () => {
  it.each([
    ["a launch problem", new LaunchProblem({ kind: "stale-code" }), { kind: "stale-code" }],
    ["a wrong configuration", new ConfigurationError("config.json: no"), { kind: "configuration", detail: "config.json: no" }],
    ["a part that did not load", new TypeError("Failed to fetch https://secret"), { kind: "app-outdated", detail: "TypeError" }],
    ["something that is no error", "oops", { kind: "app-outdated" }],
  ])("%s has its page, without the text of an unforeseen error", (_what, thrown, problem) => {
    expect(problemOf(thrown)).toEqual(problem);
  });
});

describe("the start page", () => {
  const ehr = (id: string, more: Partial<Ehr> = {}): Ehr => ({
    id,
    name: `EHR ${id}`,
    vendor: "epic",
    issuer: `https://${id}.example/fhir`,
    origins: [],
    clientId: "x",
    pkce: "required",
    localCodes: [],
    ...more,
  });

  it("signs in to the EHR that is chosen, once", async () => {
    const onSignIn = vi.fn<(chosen: Ehr) => void>();
    render(<StartPage ehrs={[ehr("a"), ehr("b")]} notice={undefined} app={app} onSignIn={onSignIn} />);
    await userEvent.click(screen.getByRole("button", { name: "Sign in to EHR b" }));
    expect(onSignIn).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: "b" }));
    for (const button of screen.getAllByRole("button")) expect(button).toBeDisabled();
  });

  it("leads to the sandbox only where the registry has one", () => {
    const { rerender } = render(<StartPage ehrs={[ehr("a")]} notice={undefined} app={app} onSignIn={() => undefined} />);
    expect(screen.queryByRole("link")).toBeNull();
    rerender(
      <StartPage
        ehrs={[ehr("s", { vendor: "sandbox", issuer: "https://boneline.example/sandbox/fhir" })]}
        notice={undefined}
        app={app}
        onSignIn={() => undefined}
      />,
    );
    expect(screen.getByRole("link")).toHaveAttribute("href", "https://boneline.example/sandbox/");
  });

  it("says after signing out that nothing is kept", () => {
    render(<StartPage ehrs={[]} notice="signed-out" app={app} onSignIn={() => undefined} />);
    expect(screen.getByText(/You are signed out/)).toBeInTheDocument();
  });

  it("says so when the EHR did not confirm that the access is withdrawn", async () => {
    const page = (revocation: "revoked" | "not-confirmed") => (
      <StartPage ehrs={[]} notice="signed-out" revocation={Promise.resolve(revocation)} app={app} onSignIn={() => undefined} />
    );
    const { rerender } = render(page("not-confirmed"));
    expect(await screen.findByText(/did not confirm/)).toBeInTheDocument();
    rerender(page("revoked"));
    await waitFor(() => expect(screen.queryByText(/did not confirm/)).toBeNull());
  });

  it.each<[string, WriteOutcome, RegExp]>([
    ["nothing was sent", { kind: "refused", why: "signed-out", status: undefined, because: "So nothing was sent.", details: ["Ada"] }, /nothing was sent\.$/],
    ["it may have been stored", { kind: "unknown", because: "It may or may not have been stored." }, /may or may not/],
    ["it was stored", { kind: "written", how: "created", reference: "Task/7", location: "", stored: undefined, etag: undefined }, /was stored in the EHR\.$/],
    ["it was there", { kind: "written", how: "found", reference: "Task/7", location: "", stored: undefined, etag: undefined }, /was there already/],
  ])("says of what was confirmed just before signing out that %s, once that is known, and names nobody", async (_what, outcome, words) => {
    let answer = (_outcome: WriteOutcome): void => undefined;
    const writes = [new Promise<WriteOutcome>((resolve) => (answer = resolve))];
    render(<StartPage ehrs={[]} notice="signed-out" writes={writes} app={app} onSignIn={() => undefined} />);
    expect(screen.getByText(/before the EHR had answered/)).toBeInTheDocument();
    answer(outcome);
    expect((await screen.findByText(/What you confirmed just before you signed out|what you confirmed just before/)).textContent).toMatch(words);
    expect(screen.queryByText(/before the EHR had answered/)).toBeNull();
    expect(document.body).not.toHaveTextContent(/Ada|Task\/7/);
  });

  it("shows whoever installs it the addresses to register", () => {
    render(<StartPage ehrs={[]} notice={undefined} app={app} onSignIn={() => undefined} />);
    expect(screen.getAllByText(app)).toHaveLength(2);
  });
});
