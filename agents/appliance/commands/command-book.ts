import type { ClockOffset } from '../../runtime/clock-offset.ts';
import { createInTurn } from '../../runtime/in-turn.ts';
import type { CommandStore, StoredCommand } from './command-store.ts';

export interface CommandBookParts {
  readonly store: CommandStore;
  readonly offset: Pick<ClockOffset, 'now'>;
}

/** What is kept of a command before and after; undefined: it is not known, or stays as it is. */
type Change = (before: StoredCommand | undefined) => StoredCommand | undefined;

/** The commands on disk and in memory, alike. */
export interface CommandBook {
  all(): StoredCommand[];
  read(): Promise<void>;
  /**
   * Changes one command by what it is when its turn comes: a state that is told while an older one is being noted is
   * never written over by it. Gives what is kept now. Fails when the disk does; then nothing has changed.
   */
  change(id: string, change: Change): Promise<StoredCommand | undefined>;
  /** Those that are over, known to the platform, and past their time: none of them can come again. */
  forgetExpired(): Promise<void>;
}

const isOver = ({ state }: StoredCommand): boolean => state === 'succeeded' || state === 'failed';

export const createCommandBook = ({ store, offset }: CommandBookParts): CommandBook => {
  const known = new Map<string, StoredCommand>();
  const inTurn = createInTurn();
  const isForgotten = (command: StoredCommand) => isOver(command) && command.noted && command.claims.exp * 1000 <= offset.now();
  return {
    all: () => [...known.values()],
    read: async () => {
      for (const command of await store.readAll()) known.set(command.claims.jti, command);
    },
    change: (id, change) =>
      inTurn(async () => {
        const next = change(known.get(id));
        if (next === undefined) return undefined;
        await store.write(next);
        known.set(id, next);
        return next;
      }),
    forgetExpired: () =>
      inTurn(async () => {
        for (const { claims } of [...known.values()].filter(isForgotten)) {
          known.delete(claims.jti);
          await store.remove(claims.jti);
        }
      }),
  };
};
