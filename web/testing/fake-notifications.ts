import { implement, ORPCError } from '@orpc/server';
import { contract } from '#contract/index';
import type { PreviewedMail } from '#contract/notifications';
import { fakePage } from './fake-list.ts';
import type { FakeState } from './fake-state.ts';
import { sceneId } from './scene/identity.ts';
import type { SceneNotification } from './scene/notifications.ts';

const os = implement(contract);

function found<Item>(item: Item | undefined): Item {
  if (item === undefined)
    throw new ORPCError('not-found', { defined: true, status: 404, message: 'It is gone, or outside what you may see.' });
  return item;
}

const byId = <Item extends { readonly id: string }>(items: readonly Item[], id: string): Item => found(items.find((one) => one.id === id));

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The lines that are no addresses or repeat one, as the server tells them. */
function checkLines(emails: readonly string[]): void {
  const issues = emails.flatMap((email, i) => {
    const path = ['emails', i];
    const first = emails.findIndex((one) => one.trim().toLowerCase() === email.trim().toLowerCase());
    if (!ADDRESS.test(email.trim())) {
      return [{ path, code: 'email-malformed', message: `"${email}" is not an e-mail address: write it as name@example.org` }];
    }
    return first === i ? [] : [{ path, code: 'email-duplicate', message: `${email} is on line ${first + 1} already: mention it once` }];
  });
  if (issues.length > 0)
    throw new ORPCError('invalid-input', { defined: true, status: 400, message: 'The input is not valid', data: { issues } });
}

export const fakeGroups = (state: FakeState) =>
  os.distributionGroups.router({
    list: os.distributionGroups.list.handler(({ input }) => {
      const { items, ...rest } = fakePage(state.groups, input, {});
      return { ...rest, items: items.map(({ emails, ...group }) => ({ ...group, firstEmails: emails.slice(0, 3) })) };
    }),
    get: os.distributionGroups.get.handler(({ input }) => byId(state.groups, input.id)),
    create: os.distributionGroups.create.handler(({ input: { name, emails } }) => {
      checkLines(emails);
      const made = { id: sceneId(6, 90 + state.groups.length), revision: 1, usedBy: 0, usedByAlerts: false, mayChange: true };
      const group = { ...made, name, emails, emailCount: emails.length, owner: { id: state.me.id, name: state.me.name } };
      state.groups = [...state.groups, group];
      return group;
    }),
    replace: os.distributionGroups.replace.handler(({ input: { id, name, emails, revision } }) => {
      checkLines(emails);
      const group = { ...byId(state.groups, id), name, emails, emailCount: emails.length, revision: revision + 1 };
      state.groups = state.groups.map((one) => (one.id === id ? group : one));
      return group;
    }),
    remove: os.distributionGroups.remove.handler(({ input }) => {
      const { name, usedBy } = byId(state.groups, input.id);
      const message = `"${name}" is told by these schedules: "Weekly DMZ". Take it out of their notifications, then delete it`;
      if (usedBy > 0) throw new ORPCError('conflict', { defined: true, status: 409, message, data: {} });
      state.groups = state.groups.filter(({ id }) => id !== input.id);
    }),
  });

const toRow = ({ all: _all, text: _text, ...row }: SceneNotification) => row;

const EVENTS = ['before', 'completed', 'delayed', 'skipped', 'deactivated'] as const;
const SUBJECTS = { before: 'Upcoming', completed: 'Finished', delayed: 'Delayed', skipped: 'Skipped', deactivated: 'Deactivated' };

export const fakeNotifications = (state: FakeState) =>
  os.notifications.router({
    list: os.notifications.list.handler(({ input }) =>
      fakePage(state.notifications.map(toRow), input, {
        event: ({ event }, values) => values.includes(event),
        state: ({ recipients }, values) => recipients.some((one) => values.includes(one.state)),
      }),
    ),
    get: os.notifications.get.handler(({ input }) => {
      const { all: _all, ...one } = byId(state.notifications, input.id);
      return one;
    }),
    recipients: os.notifications.recipients.handler(({ input }) =>
      fakePage(byId(state.notifications, input.id).all, input, { state: (one, values) => values.includes(one.state) }),
    ),
    retry: os.notifications.retry.handler(({ input }) => ({
      queued: byId(state.notifications, input.id).all.filter((one) => one.state !== 'sent').length,
    })),
    preview: os.notifications.preview.handler(({ input }) => {
      const groups = state.groups.filter(({ id }) => input.notifications.distributionGroupIds.includes(id));
      const mails = EVENTS.map((event): PreviewedMail => {
        const message = input.notifications[event]?.message ?? '';
        return {
          event,
          wanted: input.notifications[event] !== undefined,
          subject: `${SUBJECTS[event]}: ${input.title || 'Untitled schedule'}, Sun 8 Mar 03:30 PDT`,
          text: `${message === '' ? '' : `${message}\n\n`}What happened stands here.\n`,
        };
      });
      return {
        mails,
        recipients: [
          { kind: 'owner', person: { id: state.me.id, name: state.me.name }, email: state.me.email },
          ...groups.map(({ id, name, emails }) => ({
            ...{ kind: 'group' as const, id, name, emailCount: emails.length, firstEmails: emails.slice(0, 5) },
          })),
        ],
        addresses: new Set([state.me.email, ...groups.flatMap(({ emails }) => emails)]).size,
        mailServer: state.mail.server !== null,
      };
    }),
  });
