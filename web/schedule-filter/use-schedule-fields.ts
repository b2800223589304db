import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { orpc } from '../api/client.ts';
import type { FilterField } from '../ui/filter/filter-box.tsx';

const units = () => orpc.businessUnits.list.queryOptions({ staleTime: 60_000 });
const scanners = () => orpc.appliances.list.queryOptions({ input: { limit: 200 }, staleTime: 60_000 });

const TITLE: FilterField = { name: 'title', hint: 'part of the title' };
const REST: readonly FilterField[] = [
  { name: 'owner', hint: 'name, address or me', values: ['me'] },
  { name: 'zone', hint: 'part of the time zone' },
  { name: 'kind', hint: 'recurrence', values: ['once', 'daily', 'weekly', 'monthly', 'continuous'] },
  { name: 'status', hint: 'active or not', values: ['active', 'inactive'] },
  { name: 'next', hint: 'due soon', values: ['within-1d', 'within-7d', 'within-60d'] },
];

/** What schedules can be filtered by, in the list and on the calendar. Names of units and scanners are read when `onEnter` is called. */
export function useScheduleFields(): { readonly fields: readonly FilterField[]; readonly onEnter: () => void } {
  const [entered, setEntered] = useState(false);
  const named = useQuery({ ...units(), enabled: entered }).data?.items;
  const known = useQuery({ ...scanners(), enabled: entered }).data?.items;
  const fields = useMemo((): readonly FilterField[] => {
    const ofUnit = { name: 'unit', hint: 'business unit, or none', values: [...(named ?? []).map(({ name }) => name), 'none'] };
    const present = (known ?? []).filter(({ state }) => state !== 'retired');
    const byScanner = { name: 'scanner', hint: 'appliance, or any', values: [...present.map(({ name }) => name), 'any'] };
    return [TITLE, ofUnit, byScanner, ...REST];
  }, [named, known]);
  return { fields, onEnter: useCallback(() => setEntered(true), []) };
}
