import { useDebouncedValue } from '@mantine/hooks';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AssetGroup } from '#contract/asset-groups';
import type { Tag } from '#contract/tags';
import { formatNumber } from '../ui/time/format-duration.ts';
import { SearchPicker } from './search-picker.tsx';
import { groupById, groupSearch, tagById, tagSearch } from './target-queries.ts';

/** After the last key. */
const SETTLE_MS = 200;

interface PickerProps {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  readonly error?: string | undefined;
}

export const counted = (count: number, one: string, many = `${one}s`): string => `${formatNumber(count)} ${count === 1 ? one : many}`;

const tagPick = ({ id, name, assetCount }: Tag) => ({ id, name, hint: counted(assetCount, 'asset') });
const groupPick = ({ id, name, hosts }: AssetGroup) => ({ id, name, hint: counted(hosts, 'host') });

/** Tags by name, with how many assets carry each; with `assignedOnly` those that people assign. */
export function TagPicker({ assignedOnly = false, ...props }: PickerProps & { readonly assignedOnly?: boolean }) {
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, SETTLE_MS);
  const found = useQuery(tagSearch(settled, assignedOnly)).data?.items.map(tagPick) ?? [];
  const known = useQueries({ queries: props.chosen.map(tagById) }).flatMap(({ data }) => (data === undefined ? [] : [tagPick(data)]));
  const nothing = search === '' ? 'No tags yet. They are made under Assets, Tags.' : 'No tag fits';
  return <SearchPicker {...props} {...{ found, known, search, nothing }} onSearch={setSearch} />;
}

/** Asset groups by name, with how many hosts each names. */
export function GroupPicker(props: PickerProps) {
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, SETTLE_MS);
  const found = useQuery(groupSearch(settled)).data?.items.map(groupPick) ?? [];
  const known = useQueries({ queries: props.chosen.map(groupById) }).flatMap(({ data }) => (data === undefined ? [] : [groupPick(data)]));
  const nothing = search === '' ? 'No asset groups yet. They are made under Assets, Asset groups.' : 'No asset group fits';
  return <SearchPicker {...props} {...{ found, known, search, nothing }} onSearch={setSearch} />;
}
