import { z } from 'zod';
import { base } from './base.ts';
import { listInput, page } from './page.ts';
import { id, instant, personRef } from './primitives.ts';
import { plan, notifications as wishes } from './schedules.ts';

/** The five events of seed S6. */
export const noticeEvent = z.enum(['before', 'completed', 'delayed', 'skipped', 'deactivated']);

/** And the two alerts about appliances (Setup, Alerts). */
export const toldEvent = z.enum([...noticeEvent.options, 'appliance-offline', 'appliance-back']);
export type ToldEvent = z.infer<typeof toldEvent>;

/**
 * `queued`: about to be sent. `sent`: the mail server took it. `retrying`: it did not yet, and is asked again.
 * `bounced`: refused for good, or given up after a day. `kept`: there was no mail server; sent if one is set up within a day.
 */
export const mailState = z.enum(['queued', 'sent', 'retrying', 'bounced', 'kept']);
export type MailState = z.infer<typeof mailState>;

/** One mail to one address. */
export const notificationRecipient = z.object({
  id,
  email: z.string(),
  state: mailState,
  attempts: z.int(),
  sentAt: instant.optional(),
  lastAttemptAt: instant.optional(),
  /** When it is tried again; of `queued` and `retrying`. */
  nextAttemptAt: instant.optional(),
  /** Why it was not sent, in a sentence. */
  problem: z.string().optional(),
  /** The mail server's own last words: `250 2.0.0 Ok: queued as 4F2C`. */
  response: z.string().optional(),
});
export type NotificationRecipient = z.infer<typeof notificationRecipient>;

/** A notification that was owed once, and how far its mails have come. */
export const notification = z.object({
  id,
  event: toldEvent,
  /** The schedule it is about; absent of an alert, which is about an appliance. */
  scheduleId: id.optional(),
  applianceId: id.optional(),
  /** Title of the schedule, or name of the appliance. */
  scheduleTitle: z.string(),
  timeZone: z.string(),
  owedAt: instant,
  /** The occurrence it is about, where it is about one. */
  nominalAt: instant.optional(),
  scanId: id.optional(),
  /** Absent for the moment until it is written. */
  subject: z.string().optional(),
  /** Addresses by state. All zero: nobody was left to tell. */
  counts: z.object({ queued: z.int(), sent: z.int(), retrying: z.int(), bounced: z.int(), kept: z.int() }),
  /** Up to five recipients, those with a problem first. */
  recipients: z.array(notificationRecipient).max(5),
});
export type Notification = z.infer<typeof notification>;

const previewInput = plan.extend({
  title: z.string().max(2000).default(''),
  notifications: wishes,
  ownerId: z.string().max(64).optional(),
  /** The schedule that is being edited: the links of the mails lead to it. */
  scheduleId: id.optional(),
});
export type NotificationPreviewInput = z.infer<typeof previewInput>;

/** One of the five mails, as it would be sent. `wanted`: the draft asks for it. */
const previewedMail = z.object({
  event: noticeEvent,
  wanted: z.boolean(),
  /** When it would be sent for the launch it speaks of; only of `before`, and only if that lies ahead. */
  sentAt: instant.optional(),
  subject: z.string(),
  text: z.string(),
  /** What in it is made up for the example; absent: nothing. */
  example: z.string().optional(),
});
export type PreviewedMail = z.infer<typeof previewedMail>;

const previewedRecipient = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('owner'), person: personRef, email: z.string() }),
  /** `name` absent: a group that the caller may not see, kept from before. */
  z.object({
    kind: z.literal('group'),
    id,
    name: z.string().optional(),
    emailCount: z.int(),
    firstEmails: z.array(z.string()).max(5),
  }),
]);

export const notificationPreview = z.object({
  mails: z.array(previewedMail),
  recipients: z.array(previewedRecipient),
  /** Different addresses in all: each gets a mail once. */
  addresses: z.int(),
  /** Whether a mail server is set up; without one mails are kept and shown. */
  mailServer: z.boolean(),
});
export type NotificationPreview = z.infer<typeof notificationPreview>;

const byId = z.object({ id });
const tags = ['Notifications'];

export const notifications = {
  /** Terms: `event:`, `state:` (of any recipient), `schedule:` (id or title), `to:` (address), `owed:last-7d`. Sort: owedAt. */
  list: base
    .meta({ permission: 'schedules.read' })
    .route({ method: 'GET', path: '/notifications', summary: 'What was sent, to whom, when, or why not', tags })
    .input(listInput)
    .output(page(notification)),
  get: base
    .meta({ permission: 'schedules.read' })
    .route({ method: 'GET', path: '/notifications/{id}', summary: 'A notification with its text', tags })
    .input(byId)
    .output(notification.extend({ text: z.string().optional() })),
  /** Terms: `state:`; words: part of the address. Sort: email. */
  recipients: base
    .meta({ permission: 'schedules.read' })
    .route({ method: 'GET', path: '/notifications/{id}/recipients', summary: 'Every recipient of a notification', tags })
    .input(listInput.extend({ id }))
    .output(page(notificationRecipient)),
  retry: base
    .meta({ permission: 'schedules.write' })
    .route({
      method: 'POST',
      path: '/notifications/{id}/retry',
      summary: 'Send again what bounced, was kept or waits for its next try',
      tags,
    })
    .input(byId)
    .output(z.object({ queued: z.int() })),
  preview: base
    .meta({ permission: 'schedules.write' })
    .route({
      method: 'POST',
      path: '/notifications/preview',
      summary: 'The five mails of a draft as they would be sent, and to whom',
      tags,
    })
    .input(previewInput)
    .output(notificationPreview),
};
