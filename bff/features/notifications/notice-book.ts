import type { OwedNotice } from '../../domain/notifications/notice.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import { insertNotices } from './notice-store.ts';

/** Writes what is owed in the very transaction that decides it: neither can exist without the other. */
export function createNoticeBook({ newId }: { readonly newId: () => string }) {
  return {
    owe: async (work: Work, notices: readonly OwedNotice[]): Promise<void> => {
      const [first] = notices;
      if (first === undefined) return;
      const identified = notices.map((notice) => ({ ...notice, id: newId() }));
      await insertNotices(work.tx, identified);
      // One is enough to wake whoever writes the mails; each is announced once it is written.
      work.announce('notifications', identified[0]!.id);
    },
  };
}
