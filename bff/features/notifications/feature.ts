import { type ComposeDeps, createComposeRound } from './compose-ticker.ts';
import { forgetNotices } from './forget-store.ts';
import { createGroupService, type GroupServiceDeps } from './group-service.ts';
import { createOutbox, type OutboxDeps } from './outbox-ticker.ts';
import { createPreview, type PreviewDeps } from './preview.ts';
import { createNotificationService } from './service.ts';

export type NotificationsFeature = ReturnType<typeof createNotificationsFeature>;

/** All that the notifications offer to the outside. */
export function createNotificationsFeature(deps: GroupServiceDeps & PreviewDeps & ComposeDeps & OutboxDeps) {
  return {
    groups: createGroupService(deps),
    service: createNotificationService(deps),
    preview: createPreview(deps),
    /** Writes the mails of what is owed. Answers when to look again. */
    compose: createComposeRound(deps),
    outbox: createOutbox(deps),
    /** Removes notices that nobody looks up any more. */
    forgetOld: () => forgetNotices(deps.db, deps.clock()),
  };
}
