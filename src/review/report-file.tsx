import { useEffect, useRef, useState, type ReactElement } from "react";
import type { AttachmentFile } from "../fhir/attachment-file";
import { textOfBytes } from "../record/attachment/text";
import { Dialog } from "../ui/dialog";
import styles from "./report-file.module.css";
import type { OpenPdf } from "./report-file-pdf";
import { text } from "./report-file-text";

type ReportFileProps = {
  readonly title: string;
  /** As the EHR says it; the content decides. */
  readonly contentType: string;
  /** Fetches the file; called once each time the dialog opens. */
  readonly load: (signal: AbortSignal) => Promise<AttachmentFile>;
  /** What the file says, as soon as that is known: the record reads it. */
  readonly onText: (text: string) => void;
  /** How many values the record made of it; undefined before that. */
  readonly readings: number | undefined;
  readonly onClose: () => void;
};

type State =
  | { readonly kind: "opening" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "open"; readonly pdf: OpenPdf }
  | { readonly kind: "failed"; readonly because: string };

/** More pages than any bone density report has. */
const mostPages = 12;

/** A report's PDF: its pages as pictures, and its text handed to the record. The code that reads PDFs is loaded only here. */
export function ReportFile({ title, contentType, load, onText, readings, onClose }: ReportFileProps): ReactElement {
  const [state, setState] = useState<State>({ kind: "opening" });
  const asked = useRef({ load, onText, contentType });
  useEffect(() => {
    const stop = new AbortController();
    let opened: OpenPdf | undefined;
    void openFile(() => asked.current.load(stop.signal), asked.current.contentType).then((next) => {
      if (next.kind === "open") opened = next.pdf;
      if (stop.signal.aborted) return opened?.close();
      setState(next);
      const found = next.kind === "open" ? next.pdf.text : next.kind === "text" ? next.text : "";
      if (found !== "") asked.current.onText(found);
    });
    return () => {
      stop.abort();
      opened?.close();
    };
  }, []);
  return (
    <Dialog title={text("title", { title: title || text("untitled") })} onClose={onClose}>
      {state.kind === "opening" && <output>{text("opening")}</output>}
      {state.kind === "failed" && (
        <p role="alert">
          <strong>{text("failed")}</strong> {state.because}
        </p>
      )}
      {state.kind === "text" && (
        <>
          <output>{readings === undefined ? "" : readingsInWords(readings)}</output>
          <p className={styles["text"]}>{state.text}</p>
        </>
      )}
      {state.kind === "open" && (
        <>
          <output>{state.pdf.text === "" ? text("noText") : readings === undefined ? "" : readingsInWords(readings)}</output>
          {Array.from({ length: Math.min(state.pdf.pages, mostPages) }, (_, index) => (
            <Page key={index} pdf={state.pdf} number={index + 1} />
          ))}
          {state.pdf.pages > mostPages && <p>{text("more", { shown: mostPages, pages: state.pdf.pages })}</p>}
        </>
      )}
    </Dialog>
  );
}

function readingsInWords(count: number): string {
  return count === 0 ? text("readings", { count }) : `${text("readings", { count })} ${text("toConfirm")}`;
}

async function openFile(load: () => Promise<AttachmentFile>, contentType: string): Promise<State> {
  const file = await load();
  if (file.kind === "not-read") return { kind: "failed", because: file.because };
  const content = textOfBytes(file.bytes, contentType);
  if (!content.fileOnly) return { kind: "text", text: content.text };
  if (content.contentType !== "application/pdf") return { kind: "failed", because: text("otherKind") };
  const code = await import("./report-file-pdf").catch(() => undefined);
  if (code === undefined) return { kind: "failed", because: text("codeFailed") };
  return code.openPdf(file.bytes).then(
    (pdf): State => ({ kind: "open", pdf }),
    (error: unknown): State => ({ kind: "failed", because: error instanceof code.UnreadablePdf ? error.message : "" }),
  );
}

function Page({ pdf, number }: { readonly pdf: OpenPdf; readonly number: number }): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<"yes" | "no">("yes");
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    pdf.draw(number, element, element.clientWidth || 600).catch(() => setDrawn("no"));
  }, [pdf, number]);
  const label = text("page", { page: number, pages: pdf.pages });
  return (
    <figure className={styles["page"]}>
      <canvas ref={canvas} role="img" aria-label={label} />
      <figcaption>{drawn === "yes" ? label : `${label}: ${text("notDrawn")}`}</figcaption>
    </figure>
  );
}
