import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { QqlEntity } from '#contract/qql';
import { orpc } from '../api/client.ts';
import type { QqlAnswer, QqlSuggestion } from './qql-answer.ts';

/** After the last key, so that not every letter is asked about. */
const PAUSE_MS = 150;
const NONE: readonly QqlSuggestion[] = [];

/** What the server says of a query as it is typed: problems or count, and what may stand at the caret. */
export function useQqlAnswer(entity: QqlEntity, text: string, caret: number) {
  const [query] = useDebouncedValue(text, PAUSE_MS);
  const [place] = useDebouncedValue(caret, PAUSE_MS);
  const check = useQuery({ ...orpc.qql.check.queryOptions({ input: { entity, query } }), enabled: query.trim() !== '' });
  const offset = Math.min(place, query.length);
  const complete = useQuery({ ...orpc.qql.complete.queryOptions({ input: { entity, query, offset } }), placeholderData: keepPreviousData });
  const answer: QqlAnswer | undefined = check.data && {
    query,
    problems: check.data.problems.map(({ start, end, message, suggestion, unfinished }) => ({
      ...{ from: start, to: end, message, unfinished },
      ...(suggestion !== undefined && { nearest: suggestion }),
    })),
    ...(check.data.count !== undefined && { count: { count: check.data.count, exact: check.data.exact ?? true } }),
  };
  // What was offered for another text would be put at the wrong place.
  const fits = query === text && offset === caret && !complete.isPlaceholderData;
  const suggestions = fits && complete.data !== undefined ? suggestionsOf(complete.data) : NONE;
  return { answer: query === text ? answer : undefined, suggestions };
}

interface Completions {
  readonly start: number;
  readonly end: number;
  readonly items: readonly { readonly text: string; readonly detail: string }[];
}

const suggestionsOf = ({ start, end, items }: Completions): readonly QqlSuggestion[] =>
  items.map(({ text, detail }) => ({ insert: text, from: start, to: end, hint: detail }));
