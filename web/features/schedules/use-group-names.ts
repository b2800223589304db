import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { NotificationPreview } from '#contract/notifications';
import { knownGroups } from './queries.ts';
import { useMay } from './use-me.ts';

const NO_RECIPIENTS: NotificationPreview['recipients'] = [];

/** Names of distribution groups with the count of their addresses, as they are shown: "pci-duty (4)". */
export function useGroupNames(recipients: NotificationPreview['recipients'] = NO_RECIPIENTS): ReadonlyMap<string, string> {
  const { data } = useQuery({ ...knownGroups(), enabled: useMay('groups.read') });
  return useMemo(() => {
    const listed = data?.items.map(({ id, name, emailCount }): [string, string] => [id, `${name} (${emailCount})`]) ?? [];
    const told = recipients.flatMap((one): [string, string][] =>
      one.kind === 'group' ? [[one.id, `${one.name ?? 'a group'} (${one.emailCount})`]] : [],
    );
    return new Map([...told, ...listed]);
  }, [data, recipients]);
}
