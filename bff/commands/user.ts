import type { Clock } from '../domain/time/instant.ts';
import type { Env } from '../env.ts';
import { describeInstant } from '../features/identity/compose-invitation.ts';
import { createResetLink } from '../features/identity/reset-link.ts';
import { deletePersonalMail } from '../features/notifications/personal-mail-store.ts';
import { createIds } from '../ids.ts';
import { newSecret } from '../new-secret.ts';
import { openRunning } from '../storage/open-running.ts';
import { createUnitOfWork, type Work } from '../storage/unit-of-work.ts';

export interface UserCommandWorld {
  readonly env: Pick<Env, 'databaseUrl' | 'dataFolder' | 'publicUrl'>;
  readonly migrationsFolder: string;
  readonly clock: Clock;
}

const FORM = 'write it as: watchbill user reset-link EMAIL';

/** `watchbill user reset-link EMAIL`, beside the server that runs. Gives what to print; throws one sentence where it cannot. */
export async function runUserCommand(args: readonly string[], { env, migrationsFolder, clock }: UserCommandWorld): Promise<string> {
  const [action, email, ...more] = args;
  if (action !== 'reset-link' || email === undefined || more.length > 0) throw new Error(FORM);
  const { databaseUrl, dataFolder: base, publicUrl } = env;
  const { db, close } = await openRunning({ databaseUrl, base, migrationsFolder });
  try {
    const uow = createUnitOfWork(db, clock, createIds(clock));
    const mailer = { drop: ({ tx }: Work, personId: string) => deletePersonalMail(tx, personId) };
    const made = await createResetLink({ uow, clock, publicUrl, newToken: newSecret, mailer })(email);
    return `${made.name} (${made.email}) sets a new password with this link, once, until ${describeInstant(made.expiresAt)}:\n${made.link}\n`;
  } finally {
    await close();
  }
}
