import { Button, FileButton } from '@mantine/core';
import { IconPackage, IconUpload } from '@tabler/icons-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { DistributedPackage } from '#contract/packages';
import { problemOf } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { ListTable } from '../../ui/list/list-table.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { DistributionTabs } from './distribution-tabs.tsx';
import { packageCard, packageColumns } from './package-columns.tsx';
import { PackagePanel } from './package-panel.tsx';
import { packageList } from './queries.ts';
import { RepositoryLine } from './repository-line.tsx';
import { StartRolloutDialog } from './start-rollout-dialog.tsx';
import { usePublish } from './use-publish.ts';
import './distribution.css';

/** What the Distribution Server holds, and how it is signed. */
export function PackagesPage() {
  const list = useListUrlState('');
  const packages = useQuery(packageList());
  const { data: me } = useSuspenseQuery(meOptions());
  const [starting, setStarting] = useState<DistributedPackage>();
  const mayChange = me.permissions.includes('packages.write');
  const { publish, publishing, fileName, problem } = usePublish();
  // The same file may be chosen again, after it was built anew.
  const forgetFile = useRef<() => void>(null);
  const choose = (file: File | null) => {
    if (file !== null) publish(file);
    forgetFile.current?.();
  };
  const upload = mayChange && (
    <FileButton onChange={choose} resetRef={forgetFile} accept=".gz,.tgz,application/gzip">
      {(props) => (
        <Button {...props} leftSection={<IconUpload size={16} stroke={1.8} />} loading={publishing}>
          Publish package
        </Button>
      )}
    </FileButton>
  );
  const open = packages.data?.items.find(({ id }) => id === list.open);
  const panel = open !== undefined && (
    <PackagePanel
      key={open.id}
      subject={open}
      onStart={mayChange ? () => setStarting(open) : undefined}
      onClose={() => list.setOpen(undefined)}
    />
  );
  return (
    <Page>
      <PageHead title="Updates" parent={{ label: 'Appliances', to: '/appliances' }} actions={upload} />
      <DistributionTabs />
      <RepositoryLine />
      {problem !== undefined && (
        <div className="distribution-note">
          <FailureNote title={`${fileName} was not published.`} {...problem} />
        </div>
      )}
      <PageBody panel={panel}>
        <ListTable
          things="packages"
          list={list}
          read={packages}
          problem={problemOf(packages.error)}
          label="Packages"
          columns={packageColumns(mayChange ? setStarting : undefined)}
          rows={packages.data?.items ?? []}
          rowKey={({ id }) => id}
          rowLabel={({ package: name, version }) => `${name} ${version}`}
          card={packageCard}
          empty={
            <EmptyState icon={IconPackage} title="No packages yet" action={upload}>
              The server publishes what it was built with at its start.
            </EmptyState>
          }
        />
      </PageBody>
      {starting !== undefined && <StartRolloutDialog subject={starting} onClose={() => setStarting(undefined)} />}
    </Page>
  );
}
