/** A list that is read page by page, as `useInfiniteQuery` gives it. */
export interface PagedRead<Item> {
  readonly isPending: boolean;
  readonly data:
    | {
        readonly pages: readonly { readonly items: readonly Item[]; readonly total: { readonly count: number; readonly exact: boolean } }[];
      }
    | undefined;
  readonly refetch: () => unknown;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/** All rows of the pages that were read. */
export const rowsOf = <Item>({ data }: Pick<PagedRead<Item>, 'data'>): readonly Item[] => data?.pages.flatMap(({ items }) => items) ?? [];
