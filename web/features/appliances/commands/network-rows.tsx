import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Note } from '../../../ui/note/note.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import type { ListKind } from './network-draft.ts';
import { HEADS, NetworkRow } from './network-row.tsx';
import type { NetworkFormState } from './use-network-form.ts';
import './commands.css';

/** More rows are not drawn: nobody reads them, and a browser would be slow with them. They are sent as they are. */
const DRAWN = 200;

export const LIST_NAMES: Record<ListKind, string> = { routes: 'Routes', vlans: 'VLANs' };

interface NetworkRowsProps {
  readonly kind: ListKind;
  /** Interfaces that can be chosen. */
  readonly devices: readonly string[];
  readonly form: NetworkFormState;
}

/** The entries of a list, each with what is wrong with it, and the button for one more. */
export function NetworkRows({ kind, devices, form }: NetworkRowsProps) {
  const { rows, problems } = form;
  return (
    <>
      {rows.length > 0 && <Heads kind={kind} />}
      <ul className="network-rows" aria-label={LIST_NAMES[kind]}>
        {rows.slice(0, DRAWN).map((row, at) => (
          <NetworkRow
            key={row.key}
            {...{ kind, row, devices }}
            number={at + 1}
            problem={problems.byRow.get(row.key)}
            onChange={(change) => form.change(row.key, change)}
            onRemove={() => form.remove(row.key)}
            onLeave={() => form.leave(row.key)}
          />
        ))}
      </ul>
      {rows.length > DRAWN && <p className="meta">{formatNumber(rows.length - DRAWN)} more entries are sent as they are.</p>}
      {problems.whole.map((message) => (
        <Note tone="bad" key={message}>
          {message}.
        </Note>
      ))}
      <Button variant="subtle" leftSection={<IconPlus size={15} stroke={1.8} />} onClick={form.add}>
        {kind === 'routes' ? 'Add route' : 'Add VLAN'}
      </Button>
    </>
  );
}

function Heads({ kind }: { readonly kind: ListKind }) {
  return (
    <div className="network-row network-heads meta" data-kind={kind} aria-hidden>
      <span>{HEADS[kind].first}</span>
      <span>{HEADS[kind].second}</span>
      <span>{HEADS[kind].device}</span>
      {kind === 'routes' && <span>Metric</span>}
    </div>
  );
}
