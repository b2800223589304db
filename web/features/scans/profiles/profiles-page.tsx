import { Button } from '@mantine/core';
import { IconAdjustments, IconPlus } from '@tabler/icons-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OptionProfile } from '#contract/profiles';
import { problemOf } from '../../../api/problem.ts';
import { meOptions } from '../../../api/session.ts';
import { ListTable } from '../../../ui/list/list-table.tsx';
import { useListUrlState } from '../../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../../ui/note/empty-state.tsx';
import { Page, PageBody } from '../../../ui/page/page.tsx';
import { PageHead } from '../../../ui/page/page-head.tsx';
import { Chip } from '../../../ui/status/mark.tsx';
import type { Column, RowCard } from '../../../ui/table/columns.ts';
import { optionProfiles } from '../queries.ts';
import { ScansTabs } from '../scans-tabs.tsx';
import { ProfileDialog } from './profile-dialog.tsx';
import { ENGINES, INTENSITIES, portsText } from './profile-draft.ts';
import { ProfilePanel } from './profile-panel.tsx';
import '../scans.css';

const limitText = ({ hostTimeoutMinutes }: OptionProfile) => `${hostTimeoutMinutes} min`;

const COLUMNS: readonly Column<OptionProfile>[] = [
  {
    key: 'name',
    head: 'Option profile',
    cell: ({ name, isDefault }) => (
      <span className="profile-name">
        <span className="cell-name truncate">{name}</span>
        {isDefault && <Chip>default</Chip>}
      </span>
    ),
  },
  { key: 'ports', head: 'Ports', width: '32%', cell: ({ ports }) => <span className="truncate">{portsText(ports)}</span> },
  { key: 'engine', head: 'Engine', width: '120px', cell: ({ engine }) => ENGINES[engine].label },
  { key: 'intensity', head: 'Intensity', width: '100px', cell: ({ intensity }) => INTENSITIES[intensity].label },
  { key: 'limit', head: 'Host limit', width: '110px', align: 'right', cell: limitText },
];

const profileCard = (profile: OptionProfile): RowCard => ({
  title: profile.name,
  aside: profile.isDefault ? <Chip>default</Chip> : undefined,
  line: portsText(profile.ports),
  meta: `${ENGINES[profile.engine].label} · ${INTENSITIES[profile.intensity].label.toLowerCase()} intensity · ${limitText(profile)} a host`,
});

/** How scans look at hosts: ports, engine, intensity, patience. */
export function ProfilesPage() {
  const list = useListUrlState('');
  const { data: me } = useSuspenseQuery(meOptions());
  const profiles = useQuery(optionProfiles());
  const [editing, setEditing] = useState<OptionProfile | 'new'>();
  const mayWrite = me.permissions.includes('profiles.write');
  const rows = profiles.data?.items ?? [];
  const open = rows.find(({ id }) => id === list.open);
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setEditing('new')}>
      New profile
    </Button>
  );
  return (
    <Page>
      <PageHead title="Option profiles" actions={create} />
      <ScansTabs />
      <PageBody
        panel={
          open !== undefined && (
            <ProfilePanel
              key={open.id}
              profile={open}
              onEdit={mayWrite ? () => setEditing(open) : undefined}
              onClose={() => list.setOpen(undefined)}
            />
          )
        }
      >
        <ListTable
          things="option profiles"
          list={list}
          read={profiles}
          problem={problemOf(profiles.error)}
          label="Option profiles"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
          rowLabel={({ name }) => name}
          density="ledger"
          card={profileCard}
          empty={
            <EmptyState icon={IconAdjustments} title="No option profiles" action={create}>
              An option profile says which ports a scan looks at, how, and how long it stays with one host.
            </EmptyState>
          }
        />
      </PageBody>
      {editing !== undefined && <ProfileDialog profile={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </Page>
  );
}
