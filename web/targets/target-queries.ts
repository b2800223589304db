import { keepPreviousData } from '@tanstack/react-query';
import { orpc } from '../api/client.ts';
import { formatTerms } from '../ui/filter/filter-terms.ts';
import type { Target } from './target-values.ts';

const SHOWN = 50;

const searchFor = (text: string, assignedOnly = false) => {
  const terms = [...(assignedOnly ? [{ name: 'kind', value: 'static' }] : []), ...(text.trim() === '' ? [] : [{ value: text.trim() }])];
  return terms.length === 0 ? {} : { query: formatTerms(terms) };
};

/** The tags that a word fits, by name; with `assignedOnly` those that people assign. */
export const tagSearch = (text: string, assignedOnly: boolean) =>
  orpc.tags.list.queryOptions({
    input: { ...searchFor(text, assignedOnly), sort: 'name:asc', limit: SHOWN },
    placeholderData: keepPreviousData,
  });

export const groupSearch = (text: string) =>
  orpc.assetGroups.list.queryOptions({ input: { ...searchFor(text), sort: 'name:asc', limit: SHOWN }, placeholderData: keepPreviousData });

export const tagById = (id: string) => orpc.tags.get.queryOptions({ input: { id }, retry: false });
export const groupById = (id: string) => orpc.assetGroups.get.queryOptions({ input: { id }, retry: false });
export const cloudConnectors = () => orpc.connectors.list.queryOptions();

/** What a target that is not saved yet reaches now. A refusal is an answer: asking again changes nothing. */
export const targetCount = (target: Target) =>
  orpc.targets.count.queryOptions({ input: { target }, placeholderData: keepPreviousData, retry: false, staleTime: 15_000 });
