import { actorOf, type Implementer } from '../../http/implement.ts';
import type { MailSettings } from './mail-service.ts';
import type { MailTest } from './mail-test.ts';
import type { SettingsService } from './service.ts';

export interface SetupServices {
  readonly settings: SettingsService;
  readonly mailSettings: MailSettings;
  readonly mailTest: MailTest;
}

export const setupRoutes = (i: Implementer, { settings, mailSettings, mailTest }: SetupServices) =>
  i.setup.router({
    scheduledScans: i.setup.scheduledScans.handler(() => settings.scheduledScans()),
    changeScheduledScans: i.setup.changeScheduledScans.handler(({ context, input }) =>
      settings.changeScheduledScans(actorOf(context), input),
    ),
    mail: i.setup.mail.handler(() => mailSettings.view()),
    changeMail: i.setup.changeMail.handler(({ context, input }) => mailSettings.change(actorOf(context), input)),
    testMail: i.setup.testMail.handler(({ context, input }) => mailTest(actorOf(context), input.to)),
  });

/** For the pipeline: everything that is wrong with an input at once. */
export const setupChecks = ({ mailSettings }: Pick<SetupServices, 'mailSettings'>) => ({
  'setup.changeMail': (input: unknown) => mailSettings.check(input),
});
