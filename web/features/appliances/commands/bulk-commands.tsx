import { Button } from '@mantine/core';
import { IconDownload, IconPower, IconRoute, IconSitemap } from '@tabler/icons-react';
import { useState } from 'react';
import { BulkBar } from '../../../ui/table/bulk-bar.tsx';
import type { ListKind } from './network-draft.ts';
import { type PlainKind, SendDialog } from './send-dialog.tsx';

interface BulkCommandsProps {
  readonly selected: ReadonlySet<string>;
  readonly onClear: () => void;
  /** Opens the form of one list for all of them. */
  readonly onOpenForm: (kind: ListKind) => void;
}

/** What can be told to several appliances at once. */
export function BulkCommands({ selected, onClear, onOpenForm }: BulkCommandsProps) {
  const [asking, setAsking] = useState<PlainKind>();
  return (
    <>
      <BulkBar count={selected.size} onClear={onClear}>
        <Button variant="subtle" leftSection={<IconDownload size={15} stroke={1.7} />} onClick={() => setAsking('update')}>
          Update now
        </Button>
        <Button variant="subtle" leftSection={<IconRoute size={15} stroke={1.7} />} onClick={() => onOpenForm('routes')}>
          Routes
        </Button>
        <Button variant="subtle" leftSection={<IconSitemap size={15} stroke={1.7} />} onClick={() => onOpenForm('vlans')}>
          VLANs
        </Button>
        <Button variant="subtle" leftSection={<IconPower size={15} stroke={1.7} />} onClick={() => setAsking('reboot')}>
          Reboot
        </Button>
      </BulkBar>
      {asking !== undefined && (
        <SendDialog kind={asking} applianceIds={[...selected]} onClose={() => setAsking(undefined)} onSent={onClear} />
      )}
    </>
  );
}
