import type { NotificationPreview, NotificationPreviewInput } from '../../contract/notifications.ts';
import { can } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { composeNotice } from '../../domain/notifications/compose-notice.ts';
import { NOTICE_EVENTS } from '../../domain/notifications/notice.ts';
import { recipientsOf } from '../../domain/notifications/recipients.ts';
import { sampleFacts } from '../../domain/notifications/sample-facts.ts';
import { refuse } from '../../domain/refusal.ts';
import { checkPlan } from '../../domain/schedules/check-plan.ts';
import type { LaunchPlan } from '../../domain/schedules/recurrence.ts';
import { findZone } from '../../domain/time/find-zone.ts';
import { type Clock, toIso } from '../../domain/time/instant.ts';
import { parseLocalMinute } from '../../domain/time/local-minute.ts';
import { observesDst } from '../../domain/time/standard-offset.ts';
import type { Database } from '../../storage/database.ts';
import type { Postman } from './collaborators.ts';
import { type GroupRow, readGroups } from './group-store.ts';
import { readPerson } from './recipient-store.ts';

export interface PreviewDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly postman: Pick<Postman, 'hasServer'>;
}

const NEW_SCHEDULE = '00000000-0000-7000-8000-000000000000';
const FIRST_SHOWN = 5;

/** The five mails of a draft as they would be sent, by the code that sends them, and who gets them. Sends nothing. */
export function createPreview({ db, clock, publicUrl, postman }: PreviewDeps) {
  return async (actor: Actor, input: NotificationPreviewInput): Promise<NotificationPreview> => {
    const now = clock();
    // A schedule that is edited may have begun in the past.
    const plan = planOf(input);
    const issues = checkPlan(plan, now).filter(({ code }) => code !== 'start-past');
    const owner = await readOwner(actor, input.ownerId);
    if (owner === undefined) issues.push(ownerUnknown);
    if (issues.length > 0 || owner === undefined) throw refuse.invalid(issues);
    const { notifications } = input;
    const groups = await readGroups(db, notifications.distributionGroupIds);
    return {
      mails: composeAll(input, plan, { publicUrl, now }),
      recipients: [
        { kind: 'owner', person: { id: owner.id, name: owner.name }, email: owner.email },
        ...groups.map((group) => presentGroup(actor, group)),
      ],
      addresses: recipientsOf(
        owner.email,
        groups.map(({ emails }) => emails),
      ).length,
      mailServer: await postman.hasServer(),
    };
  };

  async function readOwner(actor: Actor, ownerId: string | undefined) {
    if (ownerId === undefined || ownerId === actor.userId) return { id: actor.userId, name: actor.name, email: actor.email };
    const person = await readPerson(db, ownerId);
    const visible =
      person !== undefined && can(actor, 'users.read', { ownerId: person.id, businessUnitId: person.businessUnitId ?? undefined });
    return visible ? person : undefined;
  }
}

const ownerUnknown: Issue = {
  path: ['ownerId'],
  code: 'owner-unknown',
  message: 'There is no such person: choose an owner from the list',
};

/** Aliases resolve to their canonical zone; a zone that observes daylight saving is followed unless the draft says otherwise. */
function planOf({ start, timeZone, observeDst, gap, fold, recurrence, endsAfter }: NotificationPreviewInput): LaunchPlan {
  const zone = findZone(timeZone);
  const known = zone.ok ? zone.value : timeZone;
  const observed = zone.ok && typeof parseLocalMinute(start) === 'number' && observesDst(zone.value, start);
  return { start, timeZone: known, observeDst: observeDst ?? observed, gap, fold, recurrence, endsAfter };
}

function composeAll(input: NotificationPreviewInput, plan: LaunchPlan, { publicUrl, now }: { publicUrl: string; now: ReturnType<Clock> }) {
  const { notifications, title } = input;
  const { timeZone } = plan;
  const samples = sampleFacts(plan, notifications.before, now);
  return NOTICE_EVENTS.map((event) => {
    const { facts, owedAt, scan, example } = samples[event];
    const message = notifications[event]?.message ?? '';
    const composed = composeNotice({
      scheduleId: input.scheduleId ?? NEW_SCHEDULE,
      ...{ title, timeZone, facts, message, owedAt, scan, publicUrl },
    });
    const ahead = event === 'before' && notifications.before !== undefined && owedAt > now;
    return {
      ...{ event, wanted: notifications[event] !== undefined, ...composed },
      ...(ahead ? { sentAt: toIso(owedAt) } : {}),
      ...(example === undefined ? {} : { example }),
    };
  });
}

/** A group that the caller may not see, kept from before: how many it tells, and nothing more. */
function presentGroup(actor: Actor, { id, name, emails, ownerId, businessUnitId }: GroupRow) {
  const visible = can(actor, 'groups.read', { ownerId, businessUnitId: businessUnitId ?? undefined });
  const known = { kind: 'group' as const, id, emailCount: emails.length };
  return visible ? { ...known, name, firstEmails: emails.slice(0, FIRST_SHOWN) } : { ...known, firstEmails: [] };
}
