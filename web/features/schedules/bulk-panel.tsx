import { Button } from '@mantine/core';
import { IconArrowRight, IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Schedule } from '#contract/schedules';
import { PanelSection, SidePanel } from '../../ui/panel/side-panel.tsx';
import { useTimes } from '../../ui/time/times.tsx';
import { type Outcome, outcomeOf } from './bulk-outcome.ts';
import { launchZone } from './launch-zone.ts';
import { type ScheduleVerb, scanSetup } from './queries.ts';
import { NextLaunchCell } from './schedule-cells.tsx';
import type { BulkAction, BulkResult } from './use-bulk-action.ts';

const VERBS: Record<ScheduleVerb, string> = { launch: 'Launch', activate: 'Activate', deactivate: 'Deactivate', remove: 'Delete' };

const count = (n: number) => `${n} ${n === 1 ? 'schedule' : 'schedules'}`;

interface BulkPanelProps {
  readonly schedules: readonly Schedule[];
  readonly action: BulkAction;
  readonly onClose: () => void;
}

/** Several rows are checked: what each launches next, or, once an action is chosen, what it will do to each of them. */
export function BulkPanel({ schedules, action, onClose }: BulkPanelProps) {
  const { verb } = action;
  if (verb !== undefined) return <OutcomePanel schedules={schedules} action={action} verb={verb} onClose={onClose} />;
  return (
    <SidePanel title={`${count(schedules.length)} selected`} width={312} onClose={onClose}>
      <PanelSection title="Next launches">
        <ul className="bulk-rows">
          {schedules.map((schedule) => (
            <li key={schedule.id}>
              <span className="cell-name truncate">{schedule.title}</span>
              <NextLaunchCell schedule={schedule} />
            </li>
          ))}
        </ul>
      </PanelSection>
    </SidePanel>
  );
}

function OutcomePanel({ schedules, action, verb, onClose }: BulkPanelProps & { readonly verb: ScheduleVerb }) {
  const { format } = useTimes();
  const { data: setup } = useQuery(scanSetup());
  const facts = {
    preventOverlap: setup?.preventOverlap ?? false,
    format: ({ nextLaunch, timeZone }: Schedule) =>
      nextLaunch === undefined ? '' : format(nextLaunch.at, { zone: launchZone(nextLaunch, timeZone) }),
  };
  const rows = schedules.map((schedule) => ({ schedule, outcome: outcomeOf(verb, schedule, facts) }));
  const affected = rows.filter(({ outcome }) => outcome.kind === 'does').map(({ schedule }) => schedule);
  const finished = action.state === 'done';
  return (
    <SidePanel title={`${VERBS[verb]} ${count(schedules.length)}`} width={312} onClose={onClose}>
      <PanelSection title={finished ? 'How it went' : 'How it will go'}>
        <ul className="bulk-rows" aria-live="polite">
          {rows.map(({ schedule, outcome }) => (
            <OutcomeRow key={schedule.id} title={schedule.title} outcome={outcome} result={action.results.get(schedule.id)} />
          ))}
        </ul>
      </PanelSection>
      <PanelSection>
        <div className="bulk-confirm">
          {finished ? (
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
          ) : (
            <>
              <Button
                color={verb === 'remove' ? 'var(--bad-fill)' : 'signal'}
                disabled={affected.length === 0}
                loading={action.state === 'running'}
                onClick={() => void action.run(affected)}
              >
                {VERBS[verb]} {count(affected.length)}
              </Button>
              <Button variant="default" disabled={action.state === 'running'} onClick={() => action.choose(undefined)}>
                Cancel
              </Button>
            </>
          )}
        </div>
      </PanelSection>
    </SidePanel>
  );
}

interface OutcomeRowProps {
  readonly title: string;
  readonly outcome: Outcome;
  readonly result: BulkResult | undefined;
}

const SIGNS = { does: IconArrowRight, nothing: IconMinus, refused: IconX };
const TONES = { does: 'accent', nothing: 'idle', refused: 'bad' } as const;

function OutcomeRow({ title, outcome, result }: OutcomeRowProps) {
  const Sign = result === undefined ? SIGNS[outcome.kind] : result.ok ? IconCheck : IconX;
  const tone = result === undefined ? TONES[outcome.kind] : result.ok ? 'ok' : 'bad';
  const text = result === undefined ? outcome.text : result.ok ? 'done' : result.message;
  return (
    <li className="outcome-row" data-tone={tone}>
      <Sign size={15} stroke={1.9} aria-hidden />
      <div className="two-lines">
        <span className="cell-name">{title}</span>
        <span className="meta">{text}</span>
      </div>
    </li>
  );
}
