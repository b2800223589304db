import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Me } from '#contract/account';
import { browserZone } from '../../ui/time/times.tsx';
import { zoneAbbreviation, zonePlace } from '../../ui/time/zone-abbreviation.ts';
import { embeddedAppliance } from './queries.ts';

const ORDER = ['account', 'console', 'appliance', 'scan', 'done'] as const;
export type StepName = (typeof ORDER)[number];

interface StepsProps {
  readonly step: StepName;
  readonly me: Me | undefined;
}

/** Where we are in the first run, and what was decided so far. */
export function Steps({ step, me }: StepsProps) {
  const at = ORDER.indexOf(step);
  const zone = me?.timeZone ?? browserZone();
  const console = `${window.location.host}, times in ${zonePlace(zone)} (${zoneAbbreviation(Date.now(), zone)})`;
  return (
    <ol className="steps" aria-label="Steps">
      <Step index={0} at={at} name="Account" detail={me && `${me.name}, Manager primary contact`} />
      <Step index={1} at={at} name="This console" detail={at >= 1 && console} />
      <Step index={2} at={at} name="Embedded appliance" detail={at > 2 && me !== undefined && <ApplianceDetail />} />
      <Step index={3} at={at} name="First scan" detail={at < 3 && 'can wait'} />
    </ol>
  );
}

function ApplianceDetail() {
  const appliance = useQuery(embeddedAppliance()).data?.items[0];
  if (appliance === undefined || appliance.state === 'never-connected') return 'not connected yet';
  const { stateReason, versions, capacity } = appliance;
  return [stateReason, versions && `scand ${versions.scand}`, capacity && `${capacity.slots} slots`].filter(Boolean).join(', ');
}

interface StepProps {
  readonly index: number;
  readonly at: number;
  readonly name: string;
  readonly detail: ReactNode;
}

function Step({ index, at, name, detail }: StepProps) {
  const state = index < at ? 'done' : index === at ? 'now' : 'ahead';
  return (
    <li className="step" data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
      <span className="step-dot" aria-hidden>
        {state === 'done' && <IconCheck size={10} stroke={3} />}
      </span>
      <b>{name}</b>
      {Boolean(detail) && <span className="meta">{detail}</span>}
    </li>
  );
}
