import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import type { ApplianceNetwork } from '#contract/commands';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote, Note } from '../../../ui/note/note.tsx';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import type { ListKind } from './network-draft.ts';
import { HEADS, NetworkRow } from './network-row.tsx';
import { WhatChanges } from './outlook-parts.tsx';
import { networkOf } from './queries.ts';
import { useNetworkForm } from './use-network-form.ts';
import './commands.css';

/** More rows are not drawn: nobody reads them, and a browser would be slow with them. They are sent as they are. */
const DRAWN = 200;

interface NetworkFormProps {
  readonly appliance: Appliance;
  readonly kind: ListKind;
  readonly onClose: () => void;
}

/** The whole list of routes or VLANs of one appliance: rows, what changes, how it will go. */
export function NetworkForm({ appliance, kind, onClose }: NetworkFormProps) {
  const read = useQuery({ ...networkOf(appliance.id), refetchOnWindowFocus: false });
  if (read.isError) {
    return (
      <PanelSection title={kind === 'routes' ? 'Routes' : 'VLANs'}>
        <FailureNote
          title="The network of the appliance could not be read."
          {...toProblem(read.error)}
          onRetry={() => void read.refetch()}
        />
      </PanelSection>
    );
  }
  return read.data === undefined ? null : <Form appliance={appliance} kind={kind} network={read.data} onClose={onClose} />;
}

const ABOUT: Record<ListKind, string> = {
  routes: 'This list replaces the routes that were set from here. Other routes of the machine, and the way to this console, stay.',
  vlans:
    'This list replaces the VLANs that were set from here. Each becomes the interface vlan<id>; the address is the appliance’s own in it.',
};

function Form({ appliance, kind, network, onClose }: NetworkFormProps & { readonly network: ApplianceNetwork }) {
  const form = useNetworkForm({ appliance, kind, network, onSent: onClose });
  const { rows, problems, judged, send } = form;
  const devices = network.interfaces.filter(({ name, own }) => name !== 'lo' && (kind === 'routes' || !own)).map(({ name }) => name);
  return (
    <>
      <PanelSection title={kind === 'routes' ? 'Routes' : 'VLANs'} aside={<ReadBack readAt={network.readAt} />}>
        <p className="text-2">{ABOUT[kind]}</p>
      </PanelSection>
      <PanelSection>
        {rows.length > 0 && <Heads kind={kind} />}
        <ul className="network-rows" aria-label={kind === 'routes' ? 'Routes' : 'VLANs'}>
          {rows.slice(0, DRAWN).map((row, at) => (
            <NetworkRow
              key={row.key}
              {...{ kind, row, devices }}
              number={at + 1}
              problem={problems.byRow.get(row.key)}
              onChange={(change) => form.change(row.key, change)}
              onRemove={() => form.remove(row.key)}
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
      </PanelSection>
      {judged !== undefined && <WhatChanges outlook={judged} stale={!form.isSettled} />}
      {send.isError && (
        <PanelSection>
          <FailureNote title="Not sent." {...toProblem(send.error)} />
        </PanelSection>
      )}
      <Foot appliance={appliance} form={form} onClose={onClose} />
    </>
  );
}

function ReadBack({ readAt }: { readonly readAt: string | undefined }) {
  return (
    <span className="meta">
      {readAt === undefined ? (
        'not read back yet'
      ) : (
        <>
          read back <TimeText at={readAt} style="clock-seconds" />
        </>
      )}
    </span>
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

interface FootProps {
  readonly appliance: Appliance;
  readonly form: ReturnType<typeof useNetworkForm>;
  readonly onClose: () => void;
}

function Foot({ appliance: { name }, form: { problems, judged, isSettled, send }, onClose }: FootProps) {
  const wrong = problems.byRow.size + problems.whole.length;
  const nothing = judged?.changes.length === 0;
  return (
    <div className="network-foot">
      {wrong > 0 && (
        <output className="network-wrong">
          <IconAlertTriangle size={15} stroke={1.8} aria-hidden /> {wrong === 1 ? '1 entry' : `${wrong} entries`} to correct
        </output>
      )}
      {wrong === 0 && nothing && isSettled && <span className="meta">Nothing changes.</span>}
      <span className="network-buttons">
        <Button variant="default" onClick={onClose}>
          Discard
        </Button>
        <Button disabled={!isSettled || judged?.outcome === 'impossible' || nothing} loading={send.isPending} onClick={() => send.mutate()}>
          Send to {name}
        </Button>
      </span>
    </div>
  );
}
