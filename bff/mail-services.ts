import type { Clock } from './domain/time/instant.ts';
import { createAlertBook } from './features/notifications/alert-book.ts';
import { createNotificationsFeature } from './features/notifications/feature.ts';
import { createNoticeBook } from './features/notifications/notice-book.ts';
import { countKept } from './features/notifications/outbox-store.ts';
import { createAlertSettings } from './features/settings/alert-settings.ts';
import { createMailSettings } from './features/settings/mail-service.ts';
import { createMailTest, type TestThrottle } from './features/settings/mail-test.ts';
import { createSealedBox } from './http/sealed-box.ts';
import type { Log } from './log.ts';
import type { MailServer } from './mail/mail-server.ts';
import { createPostman } from './mail/postman.ts';
import { createSmtpMailer } from './mail/smtp-mailer.ts';
import type { Database } from './storage/database.ts';
import type { UnitOfWork } from './storage/unit-of-work.ts';

export interface MailDependencies {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly secret: string;
  readonly publicUrl: string;
  readonly version: string;
  readonly mailServer?: MailServer | undefined;
  readonly log: Log;
}

/** The wiring of what sends mails. `testTries`: how many test mails a person may send. */
export function createMailServices(deps: MailDependencies, testTries: TestThrottle) {
  const { clock } = deps;
  const mailer = createSmtpMailer({ clock, product: `Watchbill ${deps.version}` });
  const mailSettings = createMailSettings({
    ...deps,
    box: createSealedBox(deps.secret, 'mail server'),
    fromEnvironment: deps.mailServer,
    countKept: (executor) => countKept(executor, clock()),
  });
  const postman = createPostman(mailSettings.current, mailer);
  const texts = createSealedBox(deps.secret, 'waiting mails');
  return {
    mailer,
    notices: createNoticeBook(deps),
    alerts: createAlertBook(deps),
    mailSettings,
    mailTest: createMailTest({ ...deps, settings: mailSettings, mailer, tries: testTries }),
    notifications: createNotificationsFeature({
      ...deps,
      alertGroupIds: async (within) => (await createAlertSettings(deps).read(within)).distributionGroupIds,
      postman,
      sealText: texts.seal,
      openText: texts.open,
      onError: (err, noticeId) => deps.log.error({ err, noticeId }, 'a notification could not be written; tried again'),
    }),
  };
}
