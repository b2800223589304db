import { useQuery } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import type { ApplianceNetwork } from '#contract/commands';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { PanelSkeleton } from '../panel/panel-skeleton.tsx';
import { type ListKind, rowsOf } from './network-draft.ts';
import { NetworkFoot } from './network-foot.tsx';
import { LIST_NAMES, NetworkRows } from './network-rows.tsx';
import { WhatChanges } from './outlook-parts.tsx';
import { networkOf } from './queries.ts';
import { useNetworkForm } from './use-network-form.ts';
import './commands.css';

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
      <PanelSection title={LIST_NAMES[kind]}>
        <FailureNote
          title="The network of the appliance could not be read."
          {...toProblem(read.error)}
          onRetry={() => void read.refetch()}
        />
      </PanelSection>
    );
  }
  return read.data === undefined ? <PanelSkeleton /> : <Form appliance={appliance} kind={kind} network={read.data} onClose={onClose} />;
}

const ABOUT: Record<ListKind, string> = {
  routes: 'This list replaces the routes that were set from here. Other routes of the machine, and the way to this console, stay.',
  vlans:
    'This list replaces the VLANs that were set from here. Each becomes the interface vlan<id>; the address is the appliance’s own in it.',
};

function Form({ appliance, kind, network, onClose }: NetworkFormProps & { readonly network: ApplianceNetwork }) {
  const form = useNetworkForm({ kind, applianceIds: [appliance.id], initial: () => rowsOf(kind, network), onSent: onClose });
  const [judged] = form.judged;
  const { send } = form;
  const devices = network.interfaces.filter(({ name, own }) => name !== 'lo' && (kind === 'routes' || !own)).map(({ name }) => name);
  return (
    <>
      <PanelSection title={LIST_NAMES[kind]} aside={<ReadBack readAt={network.readAt} />}>
        <p className="text-2">{ABOUT[kind]}</p>
      </PanelSection>
      <PanelSection>
        <NetworkRows kind={kind} devices={devices} form={form} />
      </PanelSection>
      {form.outlook.isError && (
        <PanelSection>
          <FailureNote
            title="What it would do could not be told."
            {...toProblem(form.outlook.error)}
            onRetry={() => void form.outlook.refetch()}
          />
        </PanelSection>
      )}
      {judged !== undefined && <WhatChanges outlook={judged} stale={!form.isSettled} />}
      {send.isError && (
        <PanelSection>
          <FailureNote title="Not sent." {...toProblem(send.error)} />
        </PanelSection>
      )}
      <NetworkFoot form={form} sendLabel={`Send to ${appliance.name}`} onClose={onClose} />
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
