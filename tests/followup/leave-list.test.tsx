import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { LeaveList } from "../../src/followup/leave-list";

afterEach(cleanup);

const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

describe("leaving a list", () => {
  it("asks first when recordings would go with it, and stays when told to", async () => {
    const onLeave = vi.fn<() => void>();
    render(<LeaveList label="Make another list" recorded={() => 2} onLeave={onLeave} />);
    await press("Make another list");
    expect(screen.getByText(/recorded about 2 patients is kept in this window only/)).toBeInTheDocument();
    await press("Stay on the list");
    expect(onLeave).not.toHaveBeenCalled();
    await press("Make another list");
    await press("Leave and drop it");
    expect(onLeave).toHaveBeenCalledOnce();
  });

  it("does not ask when nothing was recorded", async () => {
    const onLeave = vi.fn<() => void>();
    render(<LeaveList label="Make another list" recorded={() => 0} onLeave={onLeave} />);
    await press("Make another list");
    expect(onLeave).toHaveBeenCalledOnce();
  });
});
