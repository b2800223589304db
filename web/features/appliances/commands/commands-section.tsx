import { Button } from '@mantine/core';
import { IconDownload, IconPower, IconRoute, IconSitemap } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Appliance } from '#contract/appliances';
import type { Command } from '#contract/commands';
import { client, orpc } from '../../../api/client.ts';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { Status } from '../../../ui/status/status.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import type { ListKind } from './network-draft.ts';
import { recentCommands } from './queries.ts';
import { type PlainKind, SendDialog } from './send-dialog.tsx';
import './commands.css';

const NAMES: Record<Command['kind'], string> = { reboot: 'Reboot', update: 'Update now', routes: 'Routes', vlans: 'VLANs' };
const ALL = 100;

interface CommandsSectionProps {
  readonly appliance: Appliance;
  /** So many are shown until more are asked for. */
  readonly first: number;
  /** Absent for who may only look. */
  readonly onOpenForm: ((kind: ListKind) => void) | undefined;
}

/** What the appliance was told to do, newest first, and what it can be told. */
export function CommandsSection({ appliance, first, onOpenForm }: CommandsSectionProps) {
  const [limit, setLimit] = useState(first);
  const [asking, setAsking] = useState<PlainKind>();
  const read = useQuery(recentCommands(appliance.id, limit));
  const total = read.data?.total.count ?? 0;
  const mayWrite = onOpenForm !== undefined && appliance.state !== 'retired' && appliance.registeredAt !== undefined;
  return (
    <PanelSection title="Commands">
      {mayWrite && <Buttons onAsk={setAsking} onOpenForm={onOpenForm} />}
      {read.isError && (
        <FailureNote title="The commands could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
      )}
      {read.data !== undefined && total === 0 && <p className="meta">None yet.</p>}
      <ul className="command-rows" aria-label="Commands">
        {read.data?.items.map((command) => (
          <CommandRow key={command.id} command={command} mayCancel={mayWrite} />
        ))}
      </ul>
      {total > limit && (
        <button type="button" className="text-button" onClick={() => setLimit(ALL)}>
          {total > ALL ? `Show the newest ${ALL} of ${formatNumber(total)}` : `Show all ${formatNumber(total)}`}
        </button>
      )}
      {asking !== undefined && <SendDialog kind={asking} applianceIds={[appliance.id]} onClose={() => setAsking(undefined)} />}
    </PanelSection>
  );
}

interface ButtonsProps {
  readonly onAsk: (kind: PlainKind) => void;
  readonly onOpenForm: (kind: ListKind) => void;
}

function Buttons({ onAsk, onOpenForm }: ButtonsProps) {
  return (
    <div className="command-buttons">
      <Button variant="default" leftSection={<IconDownload size={15} stroke={1.7} />} onClick={() => onAsk('update')}>
        Update now
      </Button>
      <Button variant="default" leftSection={<IconRoute size={15} stroke={1.7} />} onClick={() => onOpenForm('routes')}>
        Routes
      </Button>
      <Button variant="default" leftSection={<IconSitemap size={15} stroke={1.7} />} onClick={() => onOpenForm('vlans')}>
        VLANs
      </Button>
      <Button variant="default" c="var(--bad-text)" leftSection={<IconPower size={15} stroke={1.7} />} onClick={() => onAsk('reboot')}>
        Reboot
      </Button>
    </div>
  );
}

function CommandRow({ command, mayCancel }: { readonly command: Command; readonly mayCancel: boolean }) {
  const { id, applianceId, kind, state, entries, reason, createdAt, createdBy } = command;
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => client.commands.cancel({ id: applianceId, commandId: id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.commands.key() }),
  });
  const list = entries === undefined ? '' : `, ${entries === 1 ? '1 entry' : `${formatNumber(entries)} entries`}`;
  return (
    <li className="command-row">
      <span className="two-lines">
        <span>
          {NAMES[kind]}
          {list}
        </span>
        <span className="meta truncate">{createdBy}</span>
      </span>
      <Status name={state} />
      <span className="command-when">
        <TimeText at={createdAt} />
        {state === 'queued' && mayCancel && (
          <button type="button" className="text-button" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel
          </button>
        )}
      </span>
      {(reason !== undefined || cancel.isError) && (
        <p className="command-reason text-2">{cancel.isError ? toProblem(cancel.error).message : reason}</p>
      )}
    </li>
  );
}
