import { createGroupService, type GroupServiceDeps } from './group-service.ts';
import { createPreview, type PreviewDeps } from './preview.ts';
import { createNotificationService } from './service.ts';

export type NotificationsFeature = ReturnType<typeof createNotificationsFeature>;

/** All that the notifications offer to the outside. */
export function createNotificationsFeature(deps: GroupServiceDeps & PreviewDeps) {
  return {
    groups: createGroupService(deps),
    service: createNotificationService(deps),
    preview: createPreview(deps),
  };
}
