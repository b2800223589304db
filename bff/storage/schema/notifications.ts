import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { AlertEvent, ApplianceAlert } from '../../domain/notifications/compose-alert.ts';
import type { MailState } from '../../domain/notifications/mail-state.ts';
import type { NoticeEvent, NoticeFacts } from '../../domain/notifications/notice.ts';
import { user } from './auth.ts';
import { createdAt, instantAt, revision } from './columns.ts';
import { businessUnit } from './units.ts';

export const distributionGroup = pgTable(
  'distribution_group',
  {
    id: uuid('id').primaryKey(),
    revision: revision(),
    name: text('name').notNull(),
    /** In the order in which they were given; each once, whatever its case. */
    emails: text('emails').array().notNull(),
    ownerId: text('owner_id')
      .notNull()
      .references(() => user.id),
    businessUnitId: uuid('business_unit_id').references(() => businessUnit.id),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('distribution_group_name').on(sql`lower(${t.name})`)],
);

/** A notification that is owed: written in the transaction that took the decision it tells of. */
export const notice = pgTable(
  'notice',
  {
    id: uuid('id').primaryKey(),
    event: text('event').$type<NoticeEvent | AlertEvent>().notNull(),
    // No foreign key: it outlives the schedule, with the title and zone it had. An alert has its appliance here, by id and name.
    scheduleId: uuid('schedule_id').notNull(),
    scheduleTitle: text('schedule_title').notNull(),
    timeZone: text('time_zone').notNull(),
    ownerId: text('owner_id').notNull(),
    businessUnitId: uuid('business_unit_id'),
    /** The occurrence or scan it tells of: with event and schedule it is owed once. */
    key: text('key').notNull(),
    facts: jsonb('facts').$type<NoticeFacts | ApplianceAlert>().notNull(),
    /** The person's own words, as they were then. */
    message: text('message').notNull(),
    groupIds: uuid('group_ids').array().notNull(),
    nominalAt: instantAt('nominal_at'),
    scanId: uuid('scan_id'),
    owedAt: instantAt('owed_at').notNull(),
    /** When the mails were written; null: not yet. */
    composedAt: instantAt('composed_at'),
    subject: text('subject'),
    body: text('body'),
  },
  (t) => [
    uniqueIndex('notice_once').on(t.event, t.scheduleId, t.key),
    index('notice_owed').on(t.owedAt, t.id),
    index('notice_uncomposed').on(t.owedAt, t.id).where(sql`composed_at is null`),
  ],
);

/** One mail to one address: of a notice, or to one person about themselves. */
export const mail = pgTable(
  'mail',
  {
    id: uuid('id').primaryKey(),
    noticeId: uuid('notice_id').references(() => notice.id, { onDelete: 'cascade' }),
    /** Whom it invites; then there is no notice, and the mail has a text of its own. */
    personId: text('person_id').references(() => user.id, { onDelete: 'cascade' }),
    subject: text('subject'),
    /** Sealed while it waits, for it holds a link that opens an account; null once nobody needs it any more. */
    sealedText: text('sealed_text'),
    email: text('email').notNull(),
    /** The same at every attempt: a mail server that sees it twice can tell. */
    messageId: text('message_id').notNull(),
    state: text('state').$type<MailState>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: instantAt('next_attempt_at'),
    /** Not tried after this any more. */
    giveUpAt: instantAt('give_up_at').notNull(),
    /** Whoever sends it has it until then, and knows the token. */
    leasedUntil: instantAt('leased_until'),
    leaseToken: uuid('lease_token'),
    lastAttemptAt: instantAt('last_attempt_at'),
    sentAt: instantAt('sent_at'),
    problem: text('problem'),
    response: text('response'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('mail_once').on(t.noticeId, sql`lower(${t.email})`),
    check('mail_of_one', sql`(${t.noticeId} is null) <> (${t.personId} is null)`),
    uniqueIndex('mail_of_person').on(t.personId),
    index('mail_of_notice').on(t.noticeId, t.state),
    index('mail_due').on(t.nextAttemptAt, t.id).where(sql`state in ('queued','retrying')`),
    index('mail_kept').on(t.createdAt).where(sql`state = 'kept'`),
  ],
);
