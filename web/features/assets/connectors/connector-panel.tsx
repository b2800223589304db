import { Button } from '@mantine/core';
import { IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Connector } from '#contract/connectors';
import { client, orpc } from '../../../api/client.ts';
import { toProblem } from '../../../api/problem.ts';
import { formatTerms } from '../../../ui/filter/filter-terms.ts';
import { FailureNote, Note } from '../../../ui/note/note.tsx';
import { PageLink } from '../../../ui/page/page-link.tsx';
import { PanelMenu } from '../../../ui/panel/panel-menu.tsx';
import { PanelSection, SidePanel } from '../../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../../ui/stat/facts.tsx';
import { RelativeTime } from '../../../ui/time/time-text.tsx';
import { toast } from '../../../ui/toast/toast.ts';
import { RemoveDialog } from '../remove-dialog.tsx';
import { UsedBy } from '../used-by.tsx';
import { instancesText } from './connector-columns.tsx';

interface ConnectorPanelProps {
  readonly connector: Connector;
  /** Absent for who may only look. */
  readonly change: { readonly edit: () => void; readonly remove: () => void } | undefined;
  readonly onClose: () => void;
}

/** What a connector asks, when it did last, and what came of it. */
export function ConnectorPanel({ connector, change, onClose }: ConnectorPanelProps) {
  const { name, regions, endpoint, accessKeyId, addressKind, lastSyncAt, nextSyncAt, state, lastError, usedBy } = connector;
  const actions =
    change === undefined
      ? []
      : [
          { label: 'Edit', icon: IconPencil, onClick: change.edit },
          { label: 'Delete', icon: IconTrash, onClick: change.remove, destructive: true },
        ];
  return (
    <SidePanel title={name} width={312} actions={<PanelMenu of={name} actions={actions} />} onClose={onClose}>
      <PanelSection title="Synchronisation">
        <div className="asset-panel-part">
          {state === 'failing' && (
            <Note tone="bad">
              <b>The last one failed.</b> {lastError} Instances known before stay.
            </Note>
          )}
          <Facts>
            <Fact label="Succeeded">{lastSyncAt === undefined ? 'never yet' : <RelativeTime at={lastSyncAt} />}</Fact>
            <Fact label="Next">{nextSyncAt === undefined ? 'not planned' : <RelativeTime at={nextSyncAt} />}</Fact>
            <Fact label="Instances">
              <PageLink to="/assets" search={{ q: formatTerms([{ name: 'connector', value: name }]) }}>
                {instancesText(connector)} can be scanned
              </PageLink>
            </Fact>
          </Facts>
          {change !== undefined && <SyncButton connector={connector} />}
        </div>
      </PanelSection>
      <PanelSection title="Account">
        <Facts>
          <Fact label="Regions">{regions.join(', ')}</Fact>
          <Fact label="Scan at">{addressKind} addresses</Fact>
          {accessKeyId !== undefined && (
            <Fact label="Key id">
              <span className="mono">{accessKeyId}</span>
            </Fact>
          )}
          {endpoint !== undefined && (
            <Fact label="Endpoint">
              <span className="mono">{endpoint}</span>
            </Fact>
          )}
        </Facts>
      </PanelSection>
      <PanelSection title="Used by">
        <UsedBy usedBy={usedBy} />
      </PanelSection>
    </SidePanel>
  );
}

/** Asks the cloud now; the answer may take up to a minute. */
function SyncButton({ connector: { id, name } }: { readonly connector: Connector }) {
  const queryClient = useQueryClient();
  const sync = useMutation({
    mutationFn: () => client.connectors.sync({ id }),
    onSuccess: (connector) => {
      if (connector.state === 'ok') toast(`${name} is synchronised: ${instancesText(connector)} instances can be scanned`);
    },
    onSettled: () => Promise.all([orpc.connectors.key(), orpc.assets.key()].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
  return (
    <>
      <div>
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} stroke={1.8} />}
          loading={sync.isPending}
          onClick={() => sync.mutate()}
        >
          Sync now
        </Button>
      </div>
      {sync.isError && <FailureNote title="Not synchronised." {...toProblem(sync.error)} />}
    </>
  );
}

interface RemoveConnectorProps {
  readonly connector: Connector;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

export function RemoveConnector({ connector: { id, name, usedBy, instanceCount }, onClose, onRemoved }: RemoveConnectorProps) {
  const queryClient = useQueryClient();
  return (
    <RemoveDialog
      name={name}
      what="the connector"
      usedBy={usedBy}
      remove={() => client.connectors.remove({ id })}
      onRemoved={() => {
        for (const queryKey of [orpc.connectors.key(), orpc.assets.key()]) void queryClient.invalidateQueries({ queryKey });
        onRemoved();
      }}
      onClose={onClose}
    >
      No schedule uses it.{' '}
      {instanceCount === 0 ? 'It knows no instances.' : `Its ${instanceCount} instances leave the list of assets with it.`} What scans found
      stays in their results.
    </RemoveDialog>
  );
}
