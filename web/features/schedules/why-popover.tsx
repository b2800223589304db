import { Button, CloseButton, Popover } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { Launch } from '#contract/launches';
import { Note } from '../../ui/note/note.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { STATUSES } from '../../ui/status/status-vocabulary.ts';
import { useTimes } from '../../ui/time/times.tsx';
import { launchZone } from './launch-zone.ts';

const QUESTIONS = {
  launched: 'Why did it run?',
  late: 'Why was it late?',
  skipped: "Why didn't it run?",
  missed: "Why didn't it run?",
  waiting: 'Why does it wait?',
};
const TONES = { launched: 'ok', late: 'warn', skipped: 'warn', missed: 'bad', waiting: 'warn' } as const;

/** The reason of a verdict, with the times at which it was due and decided. */
export function WhyPopover({ launch }: { readonly launch: Launch }) {
  const [opened, setOpened] = useState(false);
  const question = QUESTIONS[launch.verdict];
  return (
    <Popover opened={opened} onChange={setOpened} width={430} position="bottom-end" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button
          type="button"
          className="text-button why-button"
          aria-label={`${question} ${launch.scheduleTitle}`}
          onClick={() => setOpened(!opened)}
        >
          <IconHelpCircle size={14} stroke={1.8} aria-hidden />
          Why?
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={question}>
        <Why launch={launch} onClose={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Why({ launch, onClose }: { readonly launch: Launch; readonly onClose: () => void }) {
  const { format, viewerZone } = useTimes();
  const { verdict, nominalAt, local, timeZone, decidedAt, reason, scheduleTitle, scheduleId } = launch;
  const zone = launchZone({ at: nominalAt, local }, timeZone);
  const mine = format(nominalAt, { zone: viewerZone, style: 'clock' });
  const utc = format(nominalAt, { zone: 'UTC', style: 'clock' });
  const { icon, word } = STATUSES[verdict];
  return (
    <div className="why">
      <div className="why-head">
        <h3>{QUESTIONS[verdict]}</h3>
        <CloseButton size="sm" aria-label="Close" onClick={onClose} />
      </div>
      <p className="text-2">
        {scheduleTitle} was due {format(nominalAt, { zone })} ({mine}, {utc}).
      </p>
      <Note tone={TONES[verdict]} icon={icon}>
        <b>{word}.</b> {reason?.message ?? 'No reason was written down.'}
      </Note>
      <dl className="why-times">
        <dt>{format(nominalAt, { zone, style: 'seconds' })}</dt>
        <dd>Due.</dd>
        <dt>{format(decidedAt, { zone, style: 'seconds' })}</dt>
        <dd>Decided: {word.toLowerCase()}.</dd>
      </dl>
      <div className="why-actions">
        <Button
          variant="default"
          renderRoot={(root) => (
            <PageLink to="/schedules/$id" params={{ id: scheduleId }} className={root['className']}>
              {root['children']}
            </PageLink>
          )}
        >
          See the schedule
        </Button>
        <PageLink to="/launches" search={{ q: `schedule:${scheduleId}` }} className="why-ledger">
          Its launches in the ledger
        </PageLink>
      </div>
    </div>
  );
}
