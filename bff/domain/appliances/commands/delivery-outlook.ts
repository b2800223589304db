import { type Instant, SECOND_MS } from '../../time/instant.ts';
import type { Appliance, ApplianceState } from '../appliance.ts';
import { utc } from '../health.ts';
import { type CommandKind, UNDO_AFTER_SECONDS } from './command.ts';

/** What is known of an appliance to which a command shall go. */
export interface Recipient extends Pick<Appliance, 'name' | 'promptDelivery' | 'nextPollAt' | 'registeredAt'> {
  readonly state: ApplianceState;
  readonly runningSlices: number;
  /** Commands that have not ended yet. */
  readonly before: number;
  readonly expiresAt: Instant;
}

export interface DeliveryOutlook {
  readonly outcome: 'now' | 'queued' | 'impossible';
  /** In sentences. */
  readonly text: string;
}

/** How a command will go, said before it is sent (design 04 §4.5). */
export function deliveryOutlook(kind: CommandKind, to: Recipient, now: Instant): DeliveryOutlook {
  if (to.state === 'retired') return { outcome: 'impossible', text: `${to.name} is retired: its key is refused` };
  if (to.registeredAt === undefined)
    return { outcome: 'impossible', text: `${to.name} is not registered yet: it has no key to send a command to` };
  const isThere = ['online', 'busy', 'updating'].includes(to.state);
  const sentences = [
    isThere ? whenThere(to, now) : whenSilent(to),
    ...waits(to),
    consequence(kind, to),
    `It expires ${utc(to.expiresAt)}.`,
  ];
  return { outcome: isThere ? 'now' : 'queued', text: sentences.filter(Boolean).join(' ') };
}

function whenThere({ promptDelivery, nextPollAt }: Recipient, now: Instant): string {
  if (promptDelivery) return 'Delivered at once (prompt delivery on).';
  const seconds = nextPollAt === undefined ? 0 : Math.max(0, Math.round((nextPollAt - now) / SECOND_MS));
  return `Delivered at its next poll, in about ${seconds} s (prompt delivery off).`;
}

const whenSilent = ({ name, state }: Recipient): string =>
  `Queued: ${name} ${state === 'never-connected' ? 'has not polled yet' : `is ${state}`}. Delivered when it polls again; after its expiry it is not begun.`;

const waits = ({ before }: Recipient): string[] =>
  before === 0
    ? []
    : [before === 1 ? 'Another command is before it: one at a time.' : `${before} other commands are before it: one at a time.`];

function consequence(kind: CommandKind, { runningSlices: slices }: Recipient): string {
  const running = slices === 1 ? 'The running slice' : `${slices} running slices`;
  switch (kind) {
    case 'reboot':
      return `${slices === 0 ? 'No slice is running.' : `${running} ${slices === 1 ? 'goes' : 'go'} back to the queue.`} It has succeeded when the machine polls again after a new start.`;
    case 'update':
      return `The appliance looks for new packages now.${slices === 0 ? '' : ` ${running} ${slices === 1 ? 'continues' : 'continue'}.`}`;
    default:
      return `${slices === 0 ? '' : `${running} ${slices === 1 ? 'continues' : 'continue'}. `}If the appliance cannot reach this console within ${UNDO_AFTER_SECONDS} s of the change, it undoes it by itself.`;
  }
}
