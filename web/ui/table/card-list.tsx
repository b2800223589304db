import type { ReactNode, RefObject } from 'react';
import { CheckBox } from './check-box.tsx';
import type { RowCard } from './columns.ts';
import { LoadMore, type MoreRows } from './load-more.tsx';
import './table.css';
import './card-list.css';

/** Checking rows, as the table does it. */
export interface RowChecks {
  readonly selected: ReadonlySet<string>;
  readonly all: boolean;
  readonly check: (key: string, checked: boolean, range: boolean) => void;
  readonly checkAll: (checked: boolean) => void;
}

interface CardListProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowLabel: (row: Row) => string;
  readonly card: (row: Row) => RowCard;
  /** Absent: rows cannot be checked. */
  readonly checks: RowChecks | undefined;
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly openKey: string | undefined;
  readonly more: MoreRows | undefined;
  readonly view: { readonly start: number; readonly end: number; readonly paddingTop: number; readonly paddingBottom: number };
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly inline: boolean;
}

/** The list on a phone: two or three lines a row, with a check box before them where rows can be checked. */
export function CardList<Row>(props: CardListProps<Row>) {
  const { label, rows, rowKey, rowLabel, card, checks, onOpen, openKey, more, view, scroll, inline } = props;
  return (
    <div className="table-scroll" data-inline={inline || undefined} ref={scroll}>
      {checks !== undefined && <CheckAll label={label} checks={checks} />}
      <ul className="card-list" aria-label={label} style={{ paddingTop: view.paddingTop, paddingBottom: view.paddingBottom }}>
        {rows.slice(view.start, view.end).map((row) => {
          const key = rowKey(row);
          const open = onOpen === undefined ? undefined : () => onOpen(row);
          return (
            <li key={key} data-selected={key === openKey || checks?.selected.has(key) || undefined}>
              {checks !== undefined && (
                <CheckBox
                  label={`Select ${rowLabel(row)}`}
                  checked={checks.selected.has(key)}
                  onChange={(checked, range) => checks.check(key, checked, range)}
                />
              )}
              <Card card={card(row)} open={open} />
            </li>
          );
        })}
      </ul>
      {more !== undefined && <LoadMore {...more} />}
    </div>
  );
}

/** Stays in view while the rows move, so that all can be checked and unchecked from anywhere. */
const CheckAll = ({ label, checks }: { readonly label: string; readonly checks: RowChecks }) => (
  <div className="card-check-all">
    <CheckBox
      label={`Select all ${label}`}
      checked={checks.all}
      indeterminate={!checks.all && checks.selected.size > 0}
      onChange={checks.checkAll}
    />
    <span aria-hidden>Select all</span>
  </div>
);

function Card({ card, open }: { readonly card: RowCard; readonly open: (() => void) | undefined }): ReactNode {
  return (
    <div className="card">
      <div className="card-top">
        {open === undefined ? (
          <span className="card-title truncate">{card.title}</span>
        ) : (
          <button type="button" className="card-title card-open truncate" onClick={open}>
            {card.title}
          </button>
        )}
        {card.aside}
      </div>
      {card.line !== undefined && <div className="card-line">{card.line}</div>}
      {card.meta !== undefined && <div className="meta">{card.meta}</div>}
    </div>
  );
}
