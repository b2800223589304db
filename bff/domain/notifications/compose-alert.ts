import { describeDuration } from '../time/describe-duration.ts';
import { describeDay, describeTime, yearAt } from '../time/describe-instant.ts';
import { type Instant, toIso } from '../time/instant.ts';
import { toWall } from '../time/wall-clock.ts';
import type { NoticeFacts } from './notice.ts';
import { plainLine } from './plain-line.ts';

/** Mails about appliances; those about schedules are the five of seed S6. */
export const ALERT_EVENTS = ['appliance-offline', 'appliance-back'] as const;
export type AlertEvent = (typeof ALERT_EVENTS)[number];

/** What is told of a silent appliance. `since`: last heard of. `managers`: they are told, beside the groups. */
export type ApplianceAlert =
  | { readonly event: 'appliance-offline'; readonly since: Instant; readonly missedPolls: number; readonly managers: boolean }
  | { readonly event: 'appliance-back'; readonly since: Instant; readonly backAt: Instant; readonly managers: boolean };

export const isAlert = (facts: ApplianceAlert | NoticeFacts): facts is ApplianceAlert =>
  facts.event === 'appliance-offline' || facts.event === 'appliance-back';

export interface AlertDraft {
  readonly applianceId: string;
  readonly name: string;
  readonly alert: ApplianceAlert;
  readonly owedAt: Instant;
  readonly publicUrl: string;
}

/** Managers sit in many zones: times are in UTC. */
const ZONE = 'Etc/UTC';

/** `Offline: lax-scan-01, Mon 9 Mar 02:30 UTC`, and the mail beneath it. */
export function composeAlert({ applianceId, name, alert, owedAt, publicUrl }: AlertDraft): { subject: string; text: string } {
  const time = (at: Instant) => `${describeDay(toWall(ZONE, at), yearAt(ZONE, owedAt))} ${describeTime(toWall(ZONE, at))} UTC`;
  const plain = plainLine(name, 64);
  const told = alert.event === 'appliance-offline' ? offline(alert, plain, time) : back(alert, plain, time);
  const links = `Appliance: ${publicUrl}/appliances?open=${applianceId}\nIts log: ${publicUrl}/appliances/log?q=${encodeURIComponent(`appliance:"${plain}"`)}`;
  const footer = '-- \nYou get this as a manager, or through a distribution group. Setup, Alerts says who is told of silent appliances.';
  return { subject: `${told.state}: ${plain}, ${time(told.at)}`, text: `${[...told.story, links, footer].join('\n\n')}\n` };
}

type Time = (at: Instant) => string;
const utc = (at: Instant): string => `${toIso(at).slice(0, 19).replace('T', ' ')} UTC`;

function offline({ since, missedPolls }: Extract<ApplianceAlert, { event: 'appliance-offline' }>, name: string, time: Time) {
  const polls = missedPolls === 1 ? '1 poll' : `${missedPolls} polls in a row`;
  const story = [
    `The appliance ${name} missed ${polls}. It was last heard of at ${time(since)} (${utc(since)}).`,
    'Its slices go back to the queue, and scans that only it may run wait for it. You are told when it is back.',
  ];
  return { state: 'Offline', at: since, story };
}

function back({ since, backAt }: Extract<ApplianceAlert, { event: 'appliance-back' }>, name: string, time: Time) {
  const story = [`The appliance ${name} polls again since ${time(backAt)}. It was silent for ${describeDuration(backAt - since)}.`];
  return { state: 'Back', at: backAt, story };
}
