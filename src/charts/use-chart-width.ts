import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";

const printWidth = 660; // fits A4 and Letter portrait with 14 mm margins

/**
 * The width of the element a chart stands in, following it as it changes; a fixed width while printing, because paper keeps
 * the pixel width of the screen otherwise. `given` overrides measuring (tests, where nothing has a size).
 */
export function useChartWidth(given: number | undefined): { readonly ref: RefObject<HTMLDivElement | null>; readonly width: number | undefined } {
  const ref = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState<number>();
  const [printing, setPrinting] = useState(false);

  useLayoutEffect(() => {
    const element = ref.current;
    if (given !== undefined || element === null) return undefined;
    const measure = () => {
      const width = Math.floor(element.getBoundingClientRect().width);
      if (width > 0) setMeasured(width);
    };
    measure(); // before the first paint: no flash of an empty chart
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [given]);

  useEffect(() => {
    const start = () => flushSync(() => setPrinting(true)); // the copy must be drawn before the browser lays out the page
    const end = () => setPrinting(false);
    window.addEventListener("beforeprint", start);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", start);
      window.removeEventListener("afterprint", end);
    };
  }, []);

  return { ref, width: printing ? printWidth : (given ?? measured) };
}
