import { PageLink } from '../../ui/page/page-link.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';

export interface Used {
  readonly usedBy: { readonly count: number; readonly schedules: readonly { readonly id: string; readonly title: string }[] };
}

export const usedByText = ({ usedBy: { count } }: Used): string =>
  count === 0 ? 'unused' : `${formatNumber(count)} ${count === 1 ? 'schedule' : 'schedules'}`;

/** The schedules that use a thing, each a link; those outside one's sight are only counted. */
export function UsedBy({ usedBy: { count, schedules } }: Used) {
  if (count === 0) return <span className="text-2">No schedule uses it.</span>;
  const more = count - schedules.length;
  return (
    <ul className="asset-lines">
      {schedules.map(({ id, title }) => (
        <li key={id}>
          <PageLink to="/schedules/$id" params={{ id }}>
            {title}
          </PageLink>
        </li>
      ))}
      {more > 0 && <li className="meta">and {formatNumber(more)} more</li>}
    </ul>
  );
}
