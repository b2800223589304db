import { useInfiniteQuery } from '@tanstack/react-query';
import { findingKey } from '../../containers/finding-columns.tsx';
import { findingFilter } from '../../containers/finding-filter.ts';
import { FindingPanel } from '../../containers/finding-panel.tsx';
import { rowsOf } from '../../containers/paged-read.ts';
import type { ListUrlState } from '../../ui/list/use-list-url-state.ts';
import { containerFindings } from './queries.ts';

interface OpenFindingProps {
  readonly id: string;
  readonly list: ListUrlState;
  /** Its key, as the URL says. */
  readonly open: string;
}

/** The finding that the URL names, of those that the table shows. */
export function OpenFinding({ id, list, open }: OpenFindingProps) {
  const read = useInfiniteQuery(containerFindings(id, findingFilter(list.query)));
  const finding = rowsOf(read).find((one) => findingKey(one) === open);
  return finding && <FindingPanel key={open} finding={finding} onClose={() => list.setOpen(undefined)} />;
}
