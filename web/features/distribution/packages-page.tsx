import { Button, FileButton } from '@mantine/core';
import { IconPackage, IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DistributedPackage } from '#contract/packages';
import { client, orpc } from '../../api/client.ts';
import { problemOf, toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { ListTable } from '../../ui/list/list-table.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { DistributionTabs } from './distribution-tabs.tsx';
import { packageCard, packageColumns } from './package-columns.tsx';
import { PackagePanel } from './package-panel.tsx';
import { packageList } from './queries.ts';
import { RepositoryLine } from './repository-line.tsx';
import { StartRolloutDialog } from './start-rollout-dialog.tsx';
import './distribution.css';

/** Base64 of a file, in pieces that fit on the stack. */
async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

/** What the Distribution Server holds, and how it is signed. */
export function PackagesPage() {
  const list = useListUrlState('');
  const queryClient = useQueryClient();
  const packages = useQuery(packageList());
  const { data: me } = useSuspenseQuery(meOptions());
  const [starting, setStarting] = useState<DistributedPackage>();
  const mayChange = me.permissions.includes('packages.write');
  const publish = useMutation({
    mutationFn: async (file: File) => client.packages.publish({ content: await toBase64(file) }),
    onSuccess: ({ package: name, version }) => toast(`${name} ${version} is published; roll it out to install it`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.packages.key() }),
  });
  const upload = mayChange && (
    <FileButton onChange={(file) => file !== null && publish.mutate(file)} accept=".gz,.tgz,application/gzip">
      {(props) => (
        <Button {...props} leftSection={<IconUpload size={16} stroke={1.8} />} loading={publish.isPending}>
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
  const problem = publish.error === null ? undefined : toProblem(publish.error);
  return (
    <Page>
      <PageHead title="Updates" parent={{ label: 'Appliances', to: '/appliances' }} actions={upload} />
      <DistributionTabs />
      <RepositoryLine />
      {problem !== undefined && (
        <div className="distribution-note">
          <FailureNote title="The package was not published." {...problem} message={problem.issues?.[0]?.message ?? problem.message} />
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
