import { ActionIcon, Select, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconTrash } from '@tabler/icons-react';
import type { FocusEvent } from 'react';
import type { DraftRow, ListKind, RowProblem } from './network-draft.ts';

/** What the fields of a row are called. */
export const HEADS: Record<ListKind, { readonly first: string; readonly second: string; readonly device: string }> = {
  routes: { first: 'Network', second: 'Gateway', device: 'Interface' },
  vlans: { first: 'VLAN id', second: 'Address', device: 'Carried by' },
};
const EXAMPLES = { routes: { first: '10.30.0.0/16', second: '10.20.0.1' }, vlans: { first: '217', second: '10.21.7.5/24' } };

interface NetworkRowProps {
  readonly kind: ListKind;
  readonly row: DraftRow;
  /** From 1. */
  readonly number: number;
  readonly devices: readonly string[];
  readonly problem: RowProblem | undefined;
  readonly onChange: (change: Partial<DraftRow>) => void;
  readonly onRemove: () => void;
  /** The focus went elsewhere. */
  readonly onLeave: () => void;
}

/** One entry of the list, with what is wrong with it below. */
export function NetworkRow({ kind, row, number, devices, problem, onChange, onRemove, onLeave }: NetworkRowProps) {
  const thing = kind === 'routes' ? `route ${number}` : `VLAN entry ${number}`;
  const heads = HEADS[kind];
  const problemId = `${kind}-${row.key}-problem`;
  const leave = (event: FocusEvent<HTMLElement>) => {
    const goesTo = event.relatedTarget;
    // Also where it goes nowhere: to the list of a choice, which is drawn elsewhere.
    if (goesTo !== null && !event.currentTarget.contains(goesTo)) onLeave();
  };
  const field = (name: 'first' | 'second' | 'metric' | 'name', label: string, placeholder: string) => (
    <TextInput
      aria-label={`${label} of ${thing}`}
      className={name === 'name' ? 'network-name' : 'mono'}
      placeholder={placeholder}
      value={row[name]}
      error={problem?.fields.has(name) ?? false}
      {...(problem?.fields.has(name) && { 'aria-describedby': problemId })}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  return (
    <li className="network-row" data-kind={kind} onBlur={leave}>
      {field('first', heads.first, EXAMPLES[kind].first)}
      {field('second', heads.second, EXAMPLES[kind].second)}
      <Select
        aria-label={`${heads.device} of ${thing}`}
        data={[{ value: '', label: 'auto' }, ...devices.map((device) => ({ value: device, label: device }))]}
        value={row.device}
        error={problem?.fields.has('device') ?? false}
        allowDeselect={false}
        onChange={(device) => onChange({ device: device ?? '' })}
      />
      {kind === 'routes' && field('metric', 'Metric', 'auto')}
      <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${thing}`} onClick={onRemove}>
        <IconTrash size={16} stroke={1.7} />
      </ActionIcon>
      {field('name', 'Name', 'Name, for people')}
      {problem !== undefined && (
        <p className="network-problem" id={problemId}>
          <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
          <span>{problem.messages.join('. ')}.</span>
        </p>
      )}
    </li>
  );
}
