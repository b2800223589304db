import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { problemOf } from '../../api/problem.ts';
import { findingFilter } from '../../containers/finding-filter.ts';
import { FindingsTable } from '../../containers/findings-table.tsx';
import { countsOf } from '../../containers/last-scan.tsx';
import { TriggerHistory } from '../../containers/trigger-history.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { containerById, containerFindings, containerTriggers } from './queries.ts';

interface TabProps {
  readonly id: string;
}

const UNKNOWN = { title: 'Not known', text: 'It was not scanned with a manifest: nothing can be said of its vulnerabilities.' };
const NONE = { title: 'No findings', text: 'Neither its image nor what it added has a package with a known vulnerability.' };

/** The findings of its image that still hold, and those that its drift brought. */
export function FindingsTab({ id }: TabProps) {
  const list = useListUrlState('severity:desc');
  const container = useQuery(containerById(id)).data;
  const read = useInfiniteQuery(containerFindings(id, findingFilter(list.query)));
  const known = container !== undefined && countsOf(container) !== undefined;
  return <FindingsTable read={read} problem={problemOf(read.error)} list={list} nothing={known ? NONE : UNKNOWN} />;
}

export function HistoryTab({ id }: TabProps) {
  const read = useInfiniteQuery(containerTriggers(id));
  return <TriggerHistory read={read} problem={problemOf(read.error)} thing="container" />;
}
