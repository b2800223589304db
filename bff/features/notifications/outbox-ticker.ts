import { nextAttempt, type SendResult } from '../../domain/notifications/retry.ts';
import { type Clock, type Instant, instant, MINUTE_MS, plus, SECOND_MS } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import type { Postman } from './collaborators.ts';
import {
  type ClaimedMail,
  claimMails,
  giveUp,
  keepWaiting,
  nextMailAt,
  queueKept,
  releaseMails,
  type Settled,
  settleMail,
  type Told,
  told,
} from './outbox-store.ts';

export interface OutboxDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly postman: Pick<Postman, 'open'>;
  /** Opens the text of a mail that was sealed while it waited. */
  readonly openText: (sealed: string) => string;
}

const BATCH = 20;
/** Mails on their way at once: as many as the connections that the mailer keeps. */
const LANES = 5;
/** A sender has its mails for so long; if it dies, another takes them after that. */
export const LEASE_MS = 5 * MINUTE_MS;
/** No mail is begun so shortly before the end of the lease: longer than an exchange takes with all its timeouts. */
const EXCHANGE_MS = 2 * MINUTE_MS;
/** After the mail server could not be reached it is left alone for so long, then tried with one mail. */
const PAUSE_MS = MINUTE_MS;
const SOON_MS = SECOND_MS;

type Send = NonNullable<Awaited<ReturnType<Postman['open']>>>;

/** What the outbox remembers from one round to the next. */
interface Outbox {
  pausedUntil: Instant | undefined;
}

/**
 * Sends what is due, on any number of replicas: a claim, the exchange with the mail server outside of any transaction, and its
 * result. Killed in between, the claim runs out and the mail is sent by another. Only in the instant between the server's 250 and
 * the commit of the result can it be sent twice (RFC 5321 §4.5.3.2.6): then with the same Message-ID, by which mailboxes tell.
 */
export function createOutbox(deps: OutboxDeps) {
  const outbox: Outbox = { pausedUntil: undefined };
  return {
    /** One round: answers when to look again. */
    round: () => round(deps, outbox),
    /** The setup changed: a server that could not be reached is tried at once. */
    forgetPause: () => {
      outbox.pausedUntil = undefined;
    },
  };
}

async function round(deps: OutboxDeps, outbox: Outbox): Promise<Instant | undefined> {
  const { uow, clock, postman } = deps;
  const send = await postman.open();
  if (send === undefined) {
    await uow(async (work) => announceAll(work, await keepWaiting(work.tx, clock())));
    return undefined;
  }
  await uow(async (work) => {
    announceAll(work, await giveUp(work.tx, clock()));
    announceAll(work, await queueKept(work.tx, clock()));
  });
  if (outbox.pausedUntil !== undefined && clock() < outbox.pausedUntil) return outbox.pausedUntil;
  for (;;) {
    const reached = await sendBatch(deps, send, outbox.pausedUntil === undefined ? BATCH : 1);
    if (reached === 'nothing-due') break;
    outbox.pausedUntil = reached ? undefined : plus(clock(), PAUSE_MS);
    if (!reached) return outbox.pausedUntil;
  }
  const next = await nextMailAt(deps.db);
  // Still due: another replica is taking it this moment.
  return next === undefined || next > clock() ? next : plus(clock(), SOON_MS);
}

const announceAll = (work: Work, changes: readonly Told[]): void => {
  for (const { topic, id } of changes) work.announce(topic, id);
};

/** Whether the mail server could be reached. */
async function sendBatch(deps: OutboxDeps, send: Send, limit: number): Promise<boolean | 'nothing-due'> {
  const { uow, clock, openText } = deps;
  const token = deps.newId();
  const now = clock();
  const leasedUntil = plus(now, LEASE_MS);
  const mails = await uow((work) => claimMails(work.tx, { now, leasedUntil, token, limit }));
  if (mails.length === 0) return 'nothing-due';
  const left = [...mails];
  let reached = true;
  const lane = async () => {
    while (reached && clock() <= leasedUntil - EXCHANGE_MS) {
      const mail = left.shift();
      if (mail === undefined) return;
      const result = await hand(mail, send, openText);
      if (result.kind === 'later' && result.unreachable) reached = false;
      await settle(deps, mail, token, result);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const ids = left.map(({ id }) => id);
  await uow((work) => releaseMails(work.tx, ids, token));
  for (const one of lanes) if (one.status === 'rejected') throw one.reason;
  return reached;
}

const SECRET_LOST = 'The mail cannot be read any more: the secret of this installation is another now';

async function hand(mail: ClaimedMail, send: Send, openText: OutboxDeps['openText']): Promise<SendResult> {
  const { email: to, subject, messageId, event, sealedText } = mail;
  let text = mail.text ?? '';
  try {
    if (sealedText !== null) text = openText(sealedText);
  } catch {
    return { kind: 'refused', problem: SECRET_LOST };
  }
  return send({ to, subject, text, messageId, event: event ?? undefined });
}

async function settle({ uow, clock }: OutboxDeps, mail: ClaimedMail, token: string, result: SendResult): Promise<void> {
  const settled = settledBy(result, mail, clock());
  await uow(async (work) => {
    await settleMail(work.tx, { id: mail.id, token }, settled);
    announceAll(work, [told(mail)]);
  });
}

function settledBy(result: SendResult, { attempts, giveUpAt }: ClaimedMail, now: Instant): Settled {
  if (result.kind === 'accepted') return { state: 'sent', at: now, response: result.response };
  const { problem, response } = result;
  if (result.kind === 'refused') return { state: 'bounced', problem, response };
  const next = nextAttempt(attempts, now, instant(giveUpAt.getTime()));
  if (next !== undefined) return { state: 'retrying', nextAttemptAt: next, problem, response };
  return { state: 'bounced', problem: `Given up after a day. ${problem}`, response };
}
