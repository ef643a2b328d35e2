/** Waits until `wake` is called or the signal is aborted, and leaves nothing behind on the signal. `register` is given `wake`. */
export async function woken(signal: AbortSignal | undefined, register: (wake: () => void) => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const wake = (): void => {
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    signal?.addEventListener("abort", wake, { once: true });
    register(wake);
  });
}
