import type { MailState, Notification, ToldEvent } from '#contract/notifications';

/** The five events, as the form of a schedule calls them, and the alerts. */
export const EVENT_WORDS: Record<ToldEvent, string> = {
  before: 'Before the launch',
  completed: 'Launch completed',
  delayed: 'Launch delayed',
  skipped: 'Launch skipped',
  deactivated: 'Deactivated by the service',
  'appliance-offline': 'Appliance offline',
  'appliance-back': 'Appliance back',
};

/** The worst first: one address that bounced is what somebody looks for. */
const BY_CONCERN: readonly MailState[] = ['bounced', 'retrying', 'kept', 'queued', 'sent'];

/** The state that a row shows, and how many of its addresses are in it. */
export function worstState({ counts }: Pick<Notification, 'counts'>): { readonly state: MailState; readonly of: string } | undefined {
  const total = BY_CONCERN.reduce((sum, state) => sum + counts[state], 0);
  const state = BY_CONCERN.find((one) => counts[one] > 0);
  if (state === undefined) return undefined;
  return { state, of: total === counts[state] ? (total === 1 ? '' : `all ${total}`) : `${counts[state]} of ${total}` };
}

/** Mails that "Send again" would send. */
export const unsent = ({ counts }: Pick<Notification, 'counts'>): number => counts.bounced + counts.retrying + counts.kept;
