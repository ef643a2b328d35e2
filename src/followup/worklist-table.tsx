import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, memo, type ReactElement, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Button } from "../ui/button";
import { type ColumnId, cellOf, isTold, sortOfColumn } from "./columns";
import type { FollowUp } from "./follow-up";
import type { WorklistRow } from "./row";
import { RowDetails } from "./row-details";
import { chosenByKey, type Selection } from "./selection";
import { SelectAll, SelectOne } from "./selection-box";
import { text } from "./text";
import type { SortKey, View } from "./view";
import styles from "./worklist-table.module.css";

/** Where the user was: kept by the caller, so that coming back from a chart comes back here. */
export type Place = { readonly scrollTop: number; readonly pageTop: number; readonly patientId: string | undefined };

type WorklistTableProps = {
  readonly rows: readonly WorklistRow[];
  readonly columns: readonly ColumnId[];
  readonly view: View;
  readonly followUp: FollowUp;
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
  readonly onSort: (sort: SortKey) => void;
  readonly onOpen: (patientId: string) => void;
  /** The patient whose dialog is open, and how to open it; without the latter there is nothing to record. */
  readonly acting: string | undefined;
  readonly onAct: ((patientId: string) => void) | undefined;
  /** Absent: patients cannot be chosen. */
  readonly selection?: Selection | undefined;
};

const rowHeight = 56;
/** At least as tall as the head of the grid. */
const headHeight = 44;

/**
 * The list as a grid of which only what is in sight is drawn. One row is in the order of tabs; arrow keys, Page keys, Home and
 * End move between rows and Enter opens one (ARIA Authoring Practices, grid, focus on rows).
 */
export function WorklistTable(props: WorklistTableProps): ReactElement {
  const { rows, columns, view, followUp, place, onPlace, onSort, onOpen, acting, onAct, selection } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState({ patientId: place.patientId, index: 0 });
  const focusWanted = useRef(place.patientId !== undefined);
  const latest = useRef(place);
  // Somebody whom a filter took away leaves her place to the next.
  const at = useMemo(() => {
    const found = rows.findIndex((row) => row.patientId === current.patientId);
    return found >= 0 ? found : Math.max(0, Math.min(current.index, rows.length - 1));
  }, [rows, current]);
  // oxlint-disable-next-line react/incompatible-library -- its functions stay in this component
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingEnd: headHeight, // rows stand below the head, which the virtualiser does not know of
    initialOffset: place.scrollTop,
    initialRect: { width: 1000, height: 600 },
    getItemKey: useCallback((index: number) => rows[index]?.patientId ?? index, [rows]), // another function makes it measure every row again
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);

  useLayoutEffect(() => {
    scroller.current?.scrollTo?.({ top: latest.current.scrollTop });
    if (latest.current.pageTop > 0) window.scrollTo({ top: latest.current.pageTop });
  }, []);
  // The dialog gives the focus back to what opened it; where a filter took that away, to the row that took its place.
  const wasActing = useRef(acting);
  useEffect(() => {
    const isClosed = wasActing.current !== undefined && acting === undefined;
    wasActing.current = acting;
    if (isClosed && (document.activeElement === null || document.activeElement === document.body)) focusWanted.current = true;
  }, [acting]);
  // After an arrow key the row may have to be drawn before it can have the focus.
  useEffect(() => {
    if (!focusWanted.current) return;
    const row = scroller.current?.querySelector<HTMLElement>('tr[tabindex="0"]');
    if (row === null || row === undefined) {
      if (items.length > 0) virtual.scrollToIndex(at, { align: "center" }); // it moved while its chart was open
      return;
    }
    focusWanted.current = false;
    row.focus({ preventScroll: true });
  });

  const remember = useCallback(
    (change: Partial<Place>): void => {
      latest.current = { ...latest.current, ...change };
      onPlace(latest.current);
    },
    [onPlace],
  );
  const moveTo = (index: number): void => {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (row === undefined) return;
    focusWanted.current = true;
    setCurrent({ patientId: row.patientId, index: rows.indexOf(row) });
    remember({ patientId: row.patientId });
    virtual.scrollToIndex(rows.indexOf(row), { align: "auto" });
  };
  const open = useCallback(
    (row: WorklistRow): void => {
      setCurrent((before) => ({ ...before, patientId: row.patientId }));
      remember({ patientId: row.patientId, pageTop: window.scrollY });
      onOpen(row.patientId);
    },
    [remember, onOpen],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>): void => {
    if (event.target !== event.currentTarget) return; // a button of the row has its own keys
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[event.key];
    const row = rows[at];
    if (to !== undefined) moveTo(to);
    else if (event.key === "Enter" && row !== undefined) open(row);
    else if (chosenByKey(event, row, rows, selection) === "not-meant") return;
    event.preventDefault();
  };

  const shownInFull = rows[at];
  return (
    <>
      <div ref={scroller} className={styles["scroller"]} onScroll={(event) => remember({ scrollTop: event.currentTarget.scrollTop })}>
        <table
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table whose rows are walked by arrow keys is a grid
          role="grid"
          className={styles["table"]}
          aria-label={text("table")}
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.length + (selection === undefined ? 0 : 1)}
          aria-multiselectable={selection === undefined ? undefined : true}
        >
          <thead>
            <tr aria-rowindex={1}>
              {selection !== undefined && (
                <th scope="col" data-column="select">
                  <SelectAll rows={rows} selection={selection} />
                </th>
              )}
              {columns.map((column) => (
                <ColumnHead key={column} column={column} view={view} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {above > 0 && <Spacer height={above} />}
            {items.map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              return (
                <tr
                  key={row.patientId}
                  aria-rowindex={item.index + 2}
                  aria-selected={selection?.chosen.has(row.patientId)}
                  tabIndex={item.index === at ? 0 : -1}
                  className={styles["row"]}
                  data-incomplete={row.notLoaded.length > 0 || undefined}
                  onKeyDown={onKeyDown}
                  onFocus={() => {
                    setCurrent({ patientId: row.patientId, index: item.index });
                    remember({ patientId: row.patientId });
                  }}
                >
                  {selection !== undefined && (
                    <td data-column="select">
                      <SelectOne row={row} selection={selection} />
                    </td>
                  )}
                  <Cells row={row} columns={columns} followUp={followUp} standing={item.index === at ? "current" : "other"} onOpen={open} onAct={onAct} />
                </tr>
              );
            })}
            {below > 0 && <Spacer height={below} />}
          </tbody>
        </table>
      </div>
      {shownInFull !== undefined && (
        <RowDetails row={shownInFull} followUp={followUp} onOpen={() => open(shownInFull)} onAct={onAct && (() => onAct(shownInFull.patientId))} />
      )}
    </>
  );
}

function ColumnHead({ column, view, onSort }: { readonly column: ColumnId; readonly view: View; readonly onSort: (sort: SortKey) => void }): ReactElement {
  const sort = sortOfColumn[column];
  const isSorted = sort !== undefined && view.sort === sort;
  return (
    <th scope="col" data-column={column} aria-sort={isSorted ? view.direction : undefined}>
      {sort === undefined ? (
        text(`column-${column}`)
      ) : (
        <button type="button" className={styles["sort"]} onClick={() => onSort(sort)} title={text("sortBy", { column: text(`column-${column}`) })}>
          {text(`column-${column}`)}
          <span aria-hidden="true">{isSorted ? (view.direction === "ascending" ? " ▲" : " ▼") : ""}</span>
        </button>
      )}
    </th>
  );
}

type CellsProps = Pick<WorklistTableProps, "columns" | "followUp" | "onAct"> & {
  readonly row: WorklistRow;
  /** The current row is the one in the order of tabs, and its buttons after it. */
  readonly standing: "current" | "other";
  readonly onOpen: (row: WorklistRow) => void;
};

/** While the list is scrolled, only the rows that come into sight are made anew. */
const Cells = memo(function Cells({ row, columns, followUp, standing, onOpen, onAct }: CellsProps): ReactElement[] {
  return columns.map((column) =>
    column === "name" ? (
      <th key={column} scope="row" data-column={column}>
        <NameCell row={row} onOpen={() => onOpen(row)} />
      </th>
    ) : (
      <td key={column} data-column={column}>
        {isTold(column) ? cellOf(column, row, followUp) : <ActCell row={row} standing={standing} onAct={() => onAct?.(row.patientId)} />}
      </td>
    ),
  );
});

function ActCell({ row, standing, onAct }: Pick<CellsProps, "row" | "standing"> & { readonly onAct: () => void }): ReactElement {
  const name = row.name === "" ? text("noName") : row.name;
  return (
    <Button tabIndex={standing === "current" ? 0 : -1} aria-label={text("actOn", { name })} onClick={onAct}>
      {text("act")}
    </Button>
  );
}

function NameCell({ row, onOpen }: { readonly row: WorklistRow; readonly onOpen: () => void }): ReactElement {
  const name = row.name === "" ? text("noName") : row.name;
  return (
    <button type="button" tabIndex={-1} className={styles["name"]} aria-label={text("open", { name })} onClick={onOpen}>
      {name}
    </button>
  );
}

/** Stands for the rows that are not drawn. */
function Spacer({ height }: { readonly height: number }): ReactElement {
  return <tr aria-hidden="true" style={{ height }} />;
}
