import type { Report } from '../protocol/report.ts';
import type { SliceOffer } from '../protocol/slice.ts';
import type { Wait } from '../runtime/clock.ts';
import type { ClockOffset } from '../runtime/clock-offset.ts';
import { describeError, type Log } from '../runtime/log.ts';
import { type Spool, SpoolFull } from '../runtime/spool.ts';
import { messageIdOf } from './message-id.ts';
import type { SliceStore, StoredSlice } from './slice-store.ts';
import { fitHostResult, indexOfHost, parseHostResult } from './take-host-result.ts';

export interface SliceRecordParts {
  readonly spool: Pick<Spool, 'append' | 'has'>;
  readonly store: SliceStore;
  readonly offset: ClockOffset;
  readonly wait: Wait;
  readonly log: Log;
}

/** Everything of a report but what it says. */
export const aboutSlice = (offset: ClockOffset, { sliceId, attempt }: Pick<SliceOffer, 'sliceId' | 'attempt'>, subject: string) => ({
  messageId: messageIdOf(sliceId, attempt, subject),
  sliceId,
  attempt,
  at: offset.now(),
});

const hostSubject = (index: number) => `host ${index}`;
const RETRY_WRITE_MS = 5000;

const isNoRoom = (error: unknown): boolean => error instanceof SpoolFull || (error as NodeJS.ErrnoException).code === 'ENOSPC';

/** A full disk holds the scan up until delivery has made room; nothing is thrown away. Gives up when the signal aborts. */
const createPersist =
  ({ wait, log }: SliceRecordParts, sliceId: string, givingUp: AbortSignal) =>
  async (write: () => Promise<void>): Promise<void> => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await write();
      } catch (error) {
        if (!isNoRoom(error) || givingUp.aborted) throw error;
        log('error', 'No room for results. The slice waits.', {
          event: tries === 0 ? 'spool-full' : undefined,
          sliceId,
          reason: describeError(error),
        });
        await wait(RETRY_WRITE_MS, givingUp);
      }
    }
  };

export type SliceEnding = NonNullable<StoredSlice['ending']> | { readonly kind: 'finished' };

export interface SliceRecord {
  hostsDone(): number;
  missing(): SliceOffer['hosts'];
  started(engine: string): Promise<void>;
  host(raw: unknown): Promise<void>;
  /** The last report of the slice: decided on disk before it is told, forgotten after. */
  end(ending: SliceEnding): Promise<void>;
}

/** What is durably known of a slice: its reports in the spool, and which of its hosts are done. */
export const createSliceRecord = (parts: SliceRecordParts, { offer, hostsDone }: StoredSlice, givingUp: AbortSignal): SliceRecord => {
  const { spool, store, offset, log } = parts;
  const { sliceId, attempt, hosts } = offer;
  const persist = createPersist(parts, sliceId, givingUp);
  const record = (report: Report) => persist(() => spool.append(report));
  // A host whose report had reached the spool when the last process was killed is done, whatever the slice's own file says.
  const inSpool = [...hosts.keys()].filter((index) => spool.has(messageIdOf(sliceId, attempt, hostSubject(index))));
  const done = new Set([...hostsDone, ...inSpool]);

  return {
    hostsDone: () => done.size,
    missing: () => hosts.filter((_, index) => !done.has(index)),
    started: (engine) => record({ ...aboutSlice(offset, offer, 'started'), kind: 'started', engine: engine.slice(0, 64) }),
    host: async (raw) => {
      const result = parseHostResult(raw);
      const index = result ? indexOfHost(hosts, done, result) : -1;
      if (!result || index === -1)
        return log('error', 'scand told of a host that is not part of the slice. It is left out.', { sliceId, address: result?.address });
      const corrected = { ...result, startedAt: offset.toPlatform(result.startedAt), finishedAt: offset.toPlatform(result.finishedAt) };
      await record({ ...aboutSlice(offset, offer, hostSubject(index)), kind: 'host', result: fitHostResult(corrected) });
      done.add(index);
      await persist(() => store.write({ offer, hostsDone: [...done] }));
    },
    end: async (ending) => {
      if (ending.kind !== 'finished') await persist(() => store.write({ offer, hostsDone: [...done], ending }));
      await record({ ...aboutSlice(offset, offer, ending.kind), ...ending });
      await store.remove(sliceId);
      log('info', `Slice ${ending.kind}.`, {
        event: 'slice-ended',
        sliceId,
        attempt,
        hostsDone: done.size,
        ...(ending.kind === 'failed' ? { reason: ending.reason } : {}),
      });
    },
  };
};
