/** How many queries are remembered of each list. */
export const HISTORY_LENGTH = 20;

const keyOf = (list: string) => `watchbill.queries.${list}`;

/** The queries that ran here before, newest first; none where the browser keeps nothing or what it kept was spoilt. */
export function readHistory(list: string, storage?: Pick<Storage, 'getItem'>): readonly string[] {
  try {
    const kept: unknown = JSON.parse((storage ?? window.localStorage).getItem(keyOf(list)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((query): query is string => typeof query === 'string').slice(0, HISTORY_LENGTH) : [];
  } catch {
    return [];
  }
}

/** Puts a query before those that ran earlier. The same one moves up instead of standing there twice. */
export function remember(list: string, query: string, storage?: Pick<Storage, 'getItem' | 'setItem'>): void {
  if (query === '') return;
  const next = [query, ...readHistory(list, storage).filter((other) => other !== query)].slice(0, HISTORY_LENGTH);
  try {
    (storage ?? window.localStorage).setItem(keyOf(list), JSON.stringify(next));
  } catch {
    // The browser keeps nothing: the history is a comfort, no more.
  }
}
