import { useQueries } from '@tanstack/react-query';
import type { Outlook } from '#contract/commands';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PanelSection, SidePanel } from '../../../ui/panel/side-panel.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { blankRow, type ListKind } from './network-draft.ts';
import { NetworkFoot } from './network-foot.tsx';
import { LIST_NAMES, NetworkRows } from './network-rows.tsx';
import { OutcomeRow } from './outlook-parts.tsx';
import { networkOf } from './queries.ts';
import { useNetworkForm } from './use-network-form.ts';
import './commands.css';

interface BulkNetworkPanelProps {
  readonly kind: ListKind;
  readonly applianceIds: readonly string[];
  readonly onClose: () => void;
  /** Called once it was sent. */
  readonly onSent: () => void;
}

const ABOUT: Record<ListKind, string> = {
  routes: 'This one list replaces the routes that were set from here at each of them; an empty one removes them.',
  vlans: 'This one list replaces the VLANs that were set from here at each of them; an empty one removes them.',
};

/** One list of routes or VLANs for several appliances: what comes of it at each stands below it before it is sent. */
export function BulkNetworkPanel({ kind, applianceIds, onClose, onSent }: BulkNetworkPanelProps) {
  const form = useNetworkForm({ kind, applianceIds, initial: () => [blankRow(0)], onSent });
  const { judged, possible, outlook, send, isSettled } = form;
  const devices = useSharedDevices(kind, applianceIds);
  const whom = `${formatNumber(possible.length)} of ${formatNumber(applianceIds.length)} appliances`;
  return (
    <SidePanel title={`${LIST_NAMES[kind]} of ${formatNumber(applianceIds.length)} appliances`} width={480} onClose={onClose}>
      <PanelSection>
        <p className="text-2">{ABOUT[kind]}</p>
      </PanelSection>
      <PanelSection>
        <NetworkRows kind={kind} devices={devices} form={form} />
      </PanelSection>
      <PanelSection title="What comes of it">
        {outlook.isError && (
          <FailureNote title="What it would do could not be told." {...toProblem(outlook.error)} onRetry={() => void outlook.refetch()} />
        )}
        <ul className="send-rows" aria-label="What comes of it" data-stale={!isSettled || undefined}>
          {judged.map((row) => (
            <OutcomeRow key={row.applianceId} outlook={row} text={textOf(row)} />
          ))}
        </ul>
      </PanelSection>
      {send.isError && (
        <PanelSection>
          <FailureNote title="Not sent." {...toProblem(send.error)} />
        </PanelSection>
      )}
      <NetworkFoot
        form={form}
        sendLabel={`Send to ${possible.length === applianceIds.length ? `${applianceIds.length} appliances` : whom}`}
        onClose={onClose}
      />
    </SidePanel>
  );
}

/** How many lines change there, then how it will go, or why it cannot be sent. */
function textOf({ changes, outcome, text, issues }: Outlook): string {
  if (outcome === 'impossible') return issues.length > 1 ? `${text} And ${issues.length - 1} more to correct.` : text;
  const count = (kind: 'added' | 'removed') => changes.filter(({ change }) => change === kind).length;
  const words =
    changes.length === 0 ? 'Nothing changes here.' : `${formatNumber(count('added'))} added, ${formatNumber(count('removed'))} removed.`;
  return `${words} ${text}`;
}

/** The interfaces that all of them have: another one would be refused at some. */
function useSharedDevices(kind: ListKind, applianceIds: readonly string[]): readonly string[] {
  const networks = useQueries({ queries: applianceIds.map((id) => ({ ...networkOf(id), refetchOnWindowFocus: false })) });
  const names = networks.map(({ data }) =>
    (data?.interfaces ?? []).filter(({ name, own }) => name !== 'lo' && (kind === 'routes' || !own)).map(({ name }) => name),
  );
  return (names[0] ?? []).filter((name) => names.every((known) => known.includes(name)));
}
