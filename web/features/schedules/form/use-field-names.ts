import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { NotificationPreview } from '#contract/notifications';
import type { TargetValues } from '../../../targets/target-values.ts';
import { useTargetNames } from '../../../targets/use-target-names.ts';
import { allTimeZones } from '../../../zones/zone-queries.ts';
import { allAppliances, optionProfiles, people } from '../queries.ts';
import { useGroupNames } from '../use-group-names.ts';
import { useMay, useMe } from '../use-me.ts';
import type { FieldNames } from './describe-field.ts';

const named = (items: readonly { readonly id: string; readonly name: string }[] | undefined) =>
  new Map(items?.map(({ id, name }): [string, string] => [id, name]));

/** What the ids of the form stand for, as far as it is known by now. */
export function useFieldNames(preview: NotificationPreview | undefined, targets: readonly TargetValues[]): FieldNames {
  const me = useMe();
  const groups = useGroupNames(preview?.recipients);
  const zones = useQuery(allTimeZones()).data;
  const profiles = useQuery(optionProfiles()).data;
  const appliances = useQuery(allAppliances()).data;
  const others = useQuery({ ...people(), enabled: useMay('schedules.change-owner') }).data;
  const targetNames = useTargetNames(targets);
  const names = useMemo(
    () => ({
      zones: new Map(zones?.map(({ id, label }): [string, string] => [id, label])),
      profiles: named(profiles?.items),
      appliances: named(appliances?.items),
      people: named([me, ...(others?.items ?? [])]),
      groups,
    }),
    [zones, profiles, appliances, others, me, groups],
  );
  return { ...names, ...targetNames };
}
