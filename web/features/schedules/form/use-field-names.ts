import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { NotificationPreview } from '#contract/notifications';
import { usePersonNames } from '../../../people/use-person-names.ts';
import type { TargetValues } from '../../../targets/target-values.ts';
import { useTargetNames } from '../../../targets/use-target-names.ts';
import { allTimeZones } from '../../../zones/zone-queries.ts';
import { allAppliances, optionProfiles } from '../queries.ts';
import { useGroupNames } from '../use-group-names.ts';
import { useMay, useMe } from '../use-me.ts';
import type { FieldNames } from './describe-field.ts';

const named = (items: readonly { readonly id: string; readonly name: string }[] | undefined) =>
  new Map(items?.map(({ id, name }): [string, string] => [id, name]));

/** What the ids of the form stand for, as far as it is known by now. */
export function useFieldNames(
  preview: NotificationPreview | undefined,
  shown: readonly (TargetValues & { readonly ownerId: string })[],
): FieldNames {
  const me = useMe();
  const groups = useGroupNames(preview?.recipients);
  const zones = useQuery(allTimeZones()).data;
  const profiles = useQuery(optionProfiles()).data;
  const appliances = useQuery(allAppliances()).data;
  const mayChangeOwner = useMay('schedules.change-owner');
  const owners = usePersonNames(mayChangeOwner ? shown.map(({ ownerId }) => ownerId) : []);
  const targetNames = useTargetNames(shown);
  const names = useMemo(
    () => ({
      zones: new Map(zones?.map(({ id, label }): [string, string] => [id, label])),
      profiles: named(profiles?.items),
      appliances: named(appliances?.items),
      people: new Map([[me.id, me.name], ...owners]),
      groups,
    }),
    [zones, profiles, appliances, owners, me, groups],
  );
  return { ...names, ...targetNames };
}
