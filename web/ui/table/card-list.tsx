import type { ReactNode, RefObject } from 'react';
import type { RowCard } from './columns.ts';
import { LoadMore, type MoreRows } from './load-more.tsx';
import './table.css';

interface CardListProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly card: (row: Row) => RowCard;
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly openKey: string | undefined;
  readonly more: MoreRows | undefined;
  readonly view: { readonly start: number; readonly end: number; readonly paddingTop: number; readonly paddingBottom: number };
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly inline: boolean;
}

/** The list on a phone: two or three lines a row. */
export function CardList<Row>({ label, rows, rowKey, card, onOpen, openKey, more, view, scroll, inline }: CardListProps<Row>) {
  return (
    <div className="table-scroll" data-inline={inline || undefined} ref={scroll}>
      <ul className="card-list" aria-label={label} style={{ paddingTop: view.paddingTop, paddingBottom: view.paddingBottom }}>
        {rows.slice(view.start, view.end).map((row) => {
          const key = rowKey(row);
          const open = onOpen === undefined ? undefined : () => onOpen(row);
          return (
            <li key={key} data-selected={key === openKey || undefined}>
              <Card card={card(row)} open={open} />
            </li>
          );
        })}
      </ul>
      {more !== undefined && <LoadMore {...more} />}
    </div>
  );
}

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
