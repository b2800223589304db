import { expect, test } from 'vitest';
import type { Report } from '../protocol/report.ts';
import type { SliceOffer } from '../protocol/slice.ts';
import { createClockOffset } from '../runtime/clock-offset.ts';
import { SpoolFull } from '../runtime/spool.ts';
import { answerOffer } from './answer-offer.ts';
import { createSliceRecord } from './slice-record.ts';
import type { StoredSlice } from './slice-store.ts';

const offer: SliceOffer = {
  sliceId: '0192f000-0000-7000-8000-00000000000a',
  scanId: '0192f000-0000-7000-8000-00000000000b',
  attempt: 1,
  hosts: [{ address: '10.0.0.1' }],
  profile: { engine: 'auto', ports: '80', intensity: 'normal', hostTimeoutSeconds: 30 },
  leaseExpiresAt: 1,
};

/** A disk that refuses the first `failures` messages. */
const diskThatRefuses = (failures: number) => {
  const written: Report[] = [];
  const kept = new Map<string, StoredSlice>();
  let left = failures;
  return {
    written,
    kept,
    parts: {
      spool: {
        has: () => false,
        append: async (message: { readonly messageId: string }) => {
          left -= 1;
          if (left >= 0) throw new SpoolFull('The disk is full.');
          written.push(message as Report);
        },
      },
      store: {
        write: async (slice: StoredSlice) => void kept.set(slice.offer.sliceId, slice),
        remove: async (sliceId: string) => void kept.delete(sliceId),
        readAll: async () => [...kept.values()],
      },
      offset: createClockOffset(() => 1000, 0),
      wait: async () => undefined,
      log: () => undefined,
    },
  };
};

test('a slice that cannot be kept is declined with the reason, and leaves nothing behind', async () => {
  const disk = diskThatRefuses(2);
  const told: Report[] = [];
  const parts = { ...disk.parts, slots: 2, declineReason: async () => undefined, tellFleeting: (report: Report) => void told.push(report) };
  expect(await answerOffer(parts, offer, 0)).toBe(false);
  expect(told).toMatchObject([{ kind: 'declined', reason: 'The appliance cannot keep the slice on its disk: The disk is full.' }]);
  expect(disk.kept.size).toBe(0);
});

test('a result waits for room and is written once there is some', async () => {
  const disk = diskThatRefuses(3);
  const record = createSliceRecord(disk.parts, { offer, hostsDone: [] }, new AbortController().signal);
  await record.host({ address: '10.0.0.1', alive: true, services: [], findings: [], startedAt: 1, finishedAt: 2 });
  expect(disk.written).toMatchObject([{ kind: 'host', result: { address: '10.0.0.1' } }]);
  expect(disk.kept.get(offer.sliceId)?.hostsDone).toEqual([0]);
});

test('a program that ends does not wait for room, and the host stays to be done', async () => {
  const disk = diskThatRefuses(1000);
  const record = createSliceRecord(disk.parts, { offer, hostsDone: [] }, AbortSignal.abort());
  await expect(record.host({ address: '10.0.0.1', alive: true, services: [], findings: [], startedAt: 1, finishedAt: 2 })).rejects.toThrow(
    SpoolFull,
  );
  expect(record.hostsDone()).toBe(0);
});
