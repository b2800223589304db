import { actorOf, type Implementer } from '../../http/implement.ts';
import type { NotificationsFeature } from './feature.ts';

export const notificationsRoutes = (i: Implementer, { service, preview }: NotificationsFeature) =>
  i.notifications.router({
    list: i.notifications.list.handler(({ context, input }) => service.list(actorOf(context), input)),
    get: i.notifications.get.handler(({ context, input }) => service.get(actorOf(context), input.id)),
    recipients: i.notifications.recipients.handler(({ context, input }) => service.recipients(actorOf(context), input)),
    retry: i.notifications.retry.handler(({ context, input }) => service.retry(actorOf(context), input.id)),
    preview: i.notifications.preview.handler(({ context, input }) => preview(actorOf(context), input)),
  });

export const distributionGroupsRoutes = (i: Implementer, { groups }: NotificationsFeature) =>
  i.distributionGroups.router({
    list: i.distributionGroups.list.handler(({ context, input }) => groups.list(actorOf(context), input)),
    get: i.distributionGroups.get.handler(({ context, input }) => groups.get(actorOf(context), input.id)),
    create: i.distributionGroups.create.handler(({ context, input }) => groups.create(actorOf(context), input)),
    replace: i.distributionGroups.replace.handler(({ context, input }) => groups.replace(actorOf(context), input)),
    remove: i.distributionGroups.remove.handler(({ context, input }) => groups.remove(actorOf(context), input.id)),
  });

/** For the pipeline: everything that is wrong with an input at once. */
export const distributionGroupChecks = ({ groups }: NotificationsFeature) => ({
  'distributionGroups.create': (input: unknown) => groups.check(input),
  'distributionGroups.replace': (input: unknown) => groups.check(input),
});
