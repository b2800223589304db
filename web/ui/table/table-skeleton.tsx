import { useAfter } from '../use-after.ts';
import { type Density, ROW_HEIGHT } from './columns.ts';
import './table.css';

const WIDTHS = [72, 55, 88, 62, 80, 48, 66];

interface TableSkeletonProps {
  readonly columns: number;
  readonly density: Density;
  readonly rows?: number;
}

/** Rows of true height in the shape of what comes, after 150 ms. */
export function TableSkeleton({ columns, density, rows = 12 }: TableSkeletonProps) {
  const visible = useAfter(150);
  if (!visible) return <div className="table-skeleton" aria-busy="true" />;
  return (
    <div className="table-skeleton" aria-busy="true">
      <output className="visually-hidden">Loading</output>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key, row) => (
        <div key={key} className="skeleton-row" style={{ height: ROW_HEIGHT[density] }}>
          {Array.from({ length: columns }, (_, column) => `cell-${column}`).map((cell, column) => (
            <div key={cell} className="skeleton-cell">
              <span className="bone" style={{ width: `${WIDTHS[(row * 3 + column) % WIDTHS.length]}%` }} />
              {density === 'two-lines' && column < 2 && (
                <span className="bone" style={{ width: `${(WIDTHS[(row + column + 2) % WIDTHS.length] ?? 60) * 0.7}%` }} />
              )}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
