import { vi } from "vitest";

/** jsdom has no layout: until the mocks are restored, every element is this tall, in CSS pixels, and 1,000 wide. */
export function everythingAsTallAs(height: number): void {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(height);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(1000);
}

/** A ResizeObserver that never observes anything, until globals are unstubbed. */
export function nothingChangesSize(): void {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe = (): void => undefined;
      unobserve = (): void => undefined;
      disconnect = (): void => undefined;
    },
  );
}
