import type { CommandClaims, NotedCommand, ToldCommand } from '../../protocol/command.ts';
import type { ClockOffset } from '../../runtime/clock-offset.ts';
import { describeError, type Log } from '../../runtime/log.ts';
import { failed, type Outcome } from './change-network.ts';
import { type CommandBook, createCommandBook } from './command-book.ts';
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

/** Keeps a new state, and has it told. */
const tell = async ({ offset, log, onNews }: CommandBoardParts, book: CommandBook, id: string, news: Outcome | { state: 'running' }) => {
  const next = await book.change(id, (before) => before && { ...before, ...news, at: offset.now(), noted: false });
  if (next === undefined) return;
  logState(log, next);
  onNews();
};

const logState = (log: Log, { claims, state, reason }: StoredCommand) =>
  log(state === 'failed' ? 'warn' : 'info', `Command ${state}.`, { event: 'command', commandId: claims.jti, kind: claims.kind, reason });

/** Carries out what waits, one after the other. */
const createRunner = (parts: CommandBoardParts, book: CommandBook) => {
  const { offset, carryOut, log } = parts;
  let running: Promise<void> | undefined;
  let stopped = false;
  const nextOne = () => (stopped ? undefined : book.all().find((one) => one.state === 'delivered'));
  const runOne = async ({ claims }: StoredCommand) => {
    if (claims.exp * 1000 <= offset.now()) return tell(parts, book, claims.jti, failed('It expired before it could begin.'));
    await tell(parts, book, claims.jti, { state: 'running' });
    const keepBootId = async (bootId: string) => {
      await book.change(claims.jti, (before) => before && { ...before, bootId });
    };
    const outcome = await carryOut({ claims, keepBootId }).catch((error) => failed(describeError(error)));
    if (outcome !== undefined) await tell(parts, book, claims.jti, outcome);
  };
  const run = () => {
    const next = nextOne();
    if (running !== undefined || next === undefined) return;
    running = runOne(next).then(
      () => {
        running = undefined;
        run();
      },
      (error) => {
        running = undefined;
        log('error', 'A command could not be written. The next start tells of it.', { reason: describeError(error) });
      },
    );
  };
  return {
    run,
    stop: async () => {
      stopped = true;
      await running;
    },
  };
};

const takeOrder = async (parts: CommandBoardParts, book: CommandBook, order: string) => {
  const { platformKey, applianceId, offset, onNews, log } = parts;
  const verified = verifyCommand(order, { platformKey, applianceId, now: offset.now() });
  if ('refusal' in verified) return log('warn', 'A command was refused.', { event: 'command-refused', reason: verified.refusal });
  const { claims } = verified;
  const kept = await book.change(claims.jti, (before) => {
    if (before === undefined) return { claims, state: 'delivered', at: offset.now(), noted: false };
    // Carried out once, whatever comes; what became of it is told again.
    return before.noted ? { ...before, noted: false } : undefined;
  });
  if (kept === undefined) return;
  if (kept.state === 'delivered') logState(log, kept);
  onNews();
};

const toTold = ({ claims, state, reason, at }: StoredCommand): ToldCommand => ({
  ...{ id: claims.jti, state, at },
  ...(reason === undefined ? {} : { reason }),
});

export const createCommandBoard = (parts: CommandBoardParts): CommandBoard => {
  const { log } = parts;
  const book = createCommandBook(parts);
  const runner = createRunner(parts, book);
  return {
    resume: async () => {
      await book.read();
      for (const command of book.all()) {
        if (command.state === 'running') await tell(parts, book, command.claims.jti, await parts.judgeInterrupted(command));
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
        await book.change(id, (before) => (before?.state === state && !before.noted ? { ...before, noted: true } : undefined));
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
