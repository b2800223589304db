/** What a view of a list keeps: filter, order and columns. */
export interface ListView {
  readonly query: string;
  readonly sort?: string | undefined;
  readonly columns?: readonly string[] | undefined;
}

export interface NamedView extends ListView {
  readonly id: string;
  readonly name: string;
}

/** Views that a person keeps of one list, and what can be done with them. */
export interface KeptViews {
  readonly items: readonly NamedView[];
  /** Rejects with the problem when it is refused. */
  readonly save: (view: ListView & { readonly name: string }) => Promise<unknown>;
  readonly remove: (view: NamedView) => void;
}

/** Whether a list stands as a view says. A view without a sort is sorted as the list is by itself. */
export const standsAs = (view: ListView, now: ListView, defaultSort: string): boolean =>
  view.query === now.query &&
  (view.sort ?? defaultSort) === (now.sort ?? defaultSort) &&
  (view.columns ?? []).join() === (now.columns ?? []).join();
