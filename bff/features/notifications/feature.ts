import { type ComposeDeps, createComposeRound } from './compose-ticker.ts';
import { forgetNotices, forgetPersonalMails } from './forget-store.ts';
import { createGroupService, type GroupServiceDeps } from './group-service.ts';
import { createOutbox, type OutboxDeps } from './outbox-ticker.ts';
import { createPersonalMails, type PersonalMailDeps } from './personal-mail.ts';
import { createPreview, type PreviewDeps } from './preview.ts';
import { createNotificationService } from './service.ts';

export type NotificationsFeature = ReturnType<typeof createNotificationsFeature>;

/** All that the notifications offer to the outside. */
export function createNotificationsFeature(deps: GroupServiceDeps & PreviewDeps & ComposeDeps & OutboxDeps & PersonalMailDeps) {
  return {
    groups: createGroupService(deps),
    service: createNotificationService(deps),
    preview: createPreview(deps),
    /** Writes the mails of what is owed. Answers when to look again. */
    compose: createComposeRound(deps),
    outbox: createOutbox(deps),
    personalMails: createPersonalMails(deps),
    /** Removes notices and mails that nobody looks up any more. */
    forgetOld: async () => {
      await forgetNotices(deps.db, deps.clock());
      await forgetPersonalMails(deps.db, deps.clock());
    },
  };
}
