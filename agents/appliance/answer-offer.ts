import type { Report } from '../protocol/report.ts';
import type { SliceOffer } from '../protocol/slice.ts';
import { describeError } from '../runtime/log.ts';
import { SpoolFull } from '../runtime/spool.ts';
import { aboutSlice, type SliceRecordParts } from './slice-record.ts';

export interface OfferParts extends SliceRecordParts {
  readonly slots: number;
  /** Why no slice may start now; undefined when one may. */
  readonly declineReason: (used: number) => Promise<string | undefined>;
  /** Takes a report that the disk has no room for. */
  readonly tellFleeting: (report: Report) => void;
}

const decline = async ({ spool, offset, log, tellFleeting }: OfferParts, offer: SliceOffer, reason: string) => {
  log('warn', 'Slice declined.', { event: 'slice-declined', sliceId: offer.sliceId, attempt: offer.attempt, reason });
  const report: Report = { ...aboutSlice(offset, offer, 'declined'), kind: 'declined', reason: reason.slice(0, 500) };
  try {
    await spool.append(report);
  } catch (error) {
    if (!(error instanceof SpoolFull)) throw error;
    tellFleeting(report);
  }
};

/** Checks the own load, and keeps the slice on disk before it is accepted. True when it may start. */
export const answerOffer = async (parts: OfferParts, offer: SliceOffer, used: number): Promise<boolean> => {
  const { spool, store, offset, slots, log } = parts;
  const reason = await parts.declineReason(used);
  if (reason !== undefined) {
    await decline(parts, offer, reason);
    return false;
  }
  try {
    await store.write({ offer, hostsDone: [] });
    const slotsFree = Math.max(0, slots - used - 1);
    const report: Report = { ...aboutSlice(offset, offer, 'accepted'), kind: 'accepted', slots, slotsFree };
    await spool.append(report);
  } catch (error) {
    await store.remove(offer.sliceId).catch(() => undefined);
    await decline(parts, offer, `The appliance cannot keep the slice on its disk: ${describeError(error)}`);
    return false;
  }
  log('info', 'Slice accepted.', {
    event: 'slice-accepted',
    sliceId: offer.sliceId,
    attempt: offer.attempt,
    hosts: offer.hosts.length,
    engine: offer.profile.engine,
  });
  return true;
};
