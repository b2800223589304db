/** What may stand at the caret. */
export interface QqlSuggestion {
  /** What is put in place of `from` to `to`. */
  readonly insert: string;
  readonly from: number;
  readonly to: number;
  /** What it takes: "number 1 to 5". */
  readonly hint?: string | undefined;
}

/** What is wrong with a query, and where. Places count UTF-16 units; `to` is exclusive. */
export interface QqlProblem {
  readonly from: number;
  readonly to: number;
  /** What is wrong and what would do. */
  readonly message: string;
  /** What would do in its place: the nearest token. */
  readonly nearest?: string | undefined;
  /** It ends too early: more may still come. */
  readonly unfinished: boolean;
}

/** What the server said of a query as it was typed. */
export interface QqlAnswer {
  readonly query: string;
  /** A query may have several things wrong; in order of place. */
  readonly problems: readonly QqlProblem[];
  /** How many it selects; absent while it has a problem or is not counted yet. */
  readonly count?: { readonly count: number; readonly exact: boolean } | undefined;
}

/** A text with a part of it replaced, and where the caret stands then. */
export function replaced(
  query: string,
  { from, to, insert }: Pick<QqlSuggestion, 'from' | 'to' | 'insert'>,
): { query: string; caret: number } {
  return { query: query.slice(0, from) + insert + query.slice(to), caret: from + insert.length };
}
