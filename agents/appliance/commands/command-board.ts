import type { CommandClaims, NotedCommand, ToldCommand } from '../../protocol/command.ts';
import type { ClockOffset } from '../../runtime/clock-offset.ts';
import { describeError, type Log } from '../../runtime/log.ts';
import { failed, type Outcome } from './change-network.ts';
import type { CommandStore, StoredCommand } from './command-store.ts';
import { verifyCommand } from './verify-command.ts';

/** What a command may need while it is carried out. */
export interface CommandRun {
  readonly claims: CommandClaims;
  /** Keeps the boot id with the command. */
  readonly keepBootId: (bootId: string) => Promise<void>;
}

export interface CommandBoardParts {
  readonly store: CommandStore;
  readonly platformKey: string;
  readonly applianceId: string;
  readonly offset: Pick<ClockOffset, 'now'>;
  /** Carries it out. Undefined: the program ends before it is over. */
  readonly carryOut: (run: CommandRun) => Promise<Outcome | undefined>;
  /** What became of a command that an earlier process had begun. */
  readonly judgeInterrupted: (command: StoredCommand) => Promise<Outcome>;
  /** There is something to tell the platform. */
  readonly onNews: () => void;
  readonly log: Log;
}

/** The commands of this appliance: kept before they are begun, carried out one at a time, told until they are noted. */
export interface CommandBoard {
  /** Takes on what an earlier process left behind. */
  resume(): Promise<void>;
  /** Signed commands from an answer. Forged, foreign, expired and repeated ones are not carried out. */
  take(orders: readonly string[]): Promise<void>;
  noted(noted: readonly NotedCommand[]): Promise<void>;
  /** What the platform has not noted yet. */
  told(): ToldCommand[];
  /** Resolves when nothing is being carried out; nothing more is begun. */
  stop(): Promise<void>;
}

const isOver = ({ state }: Pick<StoredCommand, 'state'>): boolean => state === 'succeeded' || state === 'failed';

/** The commands on disk and in memory, alike. */
const createBook = ({ store, offset, onNews, log }: CommandBoardParts) => {
  const known = new Map<string, StoredCommand>();
  const keep = async (command: StoredCommand) => {
    await store.write(command);
    known.set(command.claims.jti, command);
  };
  return {
    all: () => [...known.values()],
    find: (id: string) => known.get(id),
    keep,
    read: async () => {
      for (const command of await store.readAll()) known.set(command.claims.jti, command);
    },
    /** Keeps a new state, and has it told. */
    tell: async (command: StoredCommand, change: Partial<Pick<StoredCommand, 'state' | 'reason'>>) => {
      const next = { ...(known.get(command.claims.jti) ?? command), ...change, at: offset.now(), noted: false };
      await keep(next);
      const { jti, kind } = next.claims;
      log(next.state === 'failed' ? 'warn' : 'info', `Command ${next.state}.`, {
        event: 'command',
        commandId: jti,
        kind,
        reason: next.reason,
      });
      onNews();
    },
    forgetExpired: async () => {
      for (const command of [...known.values()]) {
        if (!isOver(command) || !command.noted || command.claims.exp * 1000 > offset.now()) continue;
        known.delete(command.claims.jti);
        await store.remove(command.claims.jti);
      }
    },
  };
};
type Book = ReturnType<typeof createBook>;

/** Carries out what waits, one after the other. */
const createRunner = ({ offset, carryOut, log }: CommandBoardParts, book: Book) => {
  let running: Promise<void> | undefined;
  let stopped = false;
  const runOne = async (command: StoredCommand) => {
    const { claims } = command;
    if (claims.exp * 1000 <= offset.now()) return book.tell(command, failed('It expired before it could begin.'));
    await book.tell(command, { state: 'running' });
    const keepBootId = async (bootId: string) => book.keep({ ...(book.find(claims.jti) ?? command), bootId });
    const outcome = await carryOut({ claims, keepBootId }).catch((error) => failed(describeError(error)));
    if (outcome !== undefined) await book.tell(command, outcome);
  };
  const runAll = async () => {
    for (;;) {
      const next = stopped ? undefined : book.all().find((one) => one.state === 'delivered');
      if (next === undefined) return;
      await runOne(next);
    }
  };
  return {
    run: () => {
      if (running !== undefined || stopped) return;
      running = runAll()
        .catch((error) => log('error', 'A command could not be written. The next start tells of it.', { reason: describeError(error) }))
        .finally(() => {
          running = undefined;
        });
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
};

const takeOrder = async ({ platformKey, applianceId, offset, onNews, log }: CommandBoardParts, book: Book, order: string) => {
  const verified = verifyCommand(order, { platformKey, applianceId, now: offset.now() });
  if ('refusal' in verified) return log('warn', 'A command was refused.', { event: 'command-refused', reason: verified.refusal });
  const { claims } = verified;
  const before = book.find(claims.jti);
  if (before === undefined) return book.tell({ claims, state: 'delivered', at: offset.now(), noted: false }, {});
  if (!before.noted) return;
  // Carried out once, whatever comes; what became of it is told again.
  await book.keep({ ...before, noted: false });
  onNews();
};

const toTold = ({ claims, state, reason, at }: StoredCommand): ToldCommand => ({
  ...{ id: claims.jti, state, at },
  ...(reason === undefined ? {} : { reason }),
});

export const createCommandBoard = (parts: CommandBoardParts): CommandBoard => {
  const { log } = parts;
  const book = createBook(parts);
  const runner = createRunner(parts, book);
  return {
    resume: async () => {
      await book.read();
      for (const command of book.all()) {
        if (command.state === 'running') await book.tell(command, await parts.judgeInterrupted(command));
      }
      await book.forgetExpired();
      runner.run();
    },
    take: async (orders) => {
      for (const order of orders) {
        await takeOrder(parts, book, order).catch((error) =>
          log('error', 'A command could not be kept. It is asked for again.', { reason: describeError(error) }),
        );
      }
      runner.run();
    },
    noted: async (noted) => {
      for (const { id, state } of noted) {
        const command = book.find(id);
        if (command?.state === state && !command.noted) await book.keep({ ...command, noted: true });
      }
      await book.forgetExpired();
    },
    told: () =>
      book
        .all()
        .filter((one) => !one.noted)
        .slice(0, 64)
        .map(toTold),
    stop: runner.stop,
  };
};
