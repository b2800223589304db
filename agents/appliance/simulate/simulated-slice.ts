import type { HostResult, Report } from '../../protocol/report.ts';
import type { SliceHost, SliceOffer } from '../../protocol/slice.ts';
import type { Random, Wait } from '../../runtime/clock.ts';
import type { ClockOffset } from '../../runtime/clock-offset.ts';
import type { Spool } from '../../runtime/spool.ts';
import { aboutSlice } from '../slice-record.ts';
import type { FleetSettings } from './traits.ts';

export interface SimulatedSliceParts {
  readonly settings: FleetSettings;
  readonly spool: Spool;
  readonly offset: ClockOffset;
  readonly wait: Wait;
  readonly random: Random;
  /** Aborts when the platform takes the slice away or stops it. */
  readonly stopping: AbortSignal;
  readonly onHost: () => void;
}

/** Made up: nothing is sent to the host. A host that is given by name has no address here. */
const resultOf = (host: SliceHost, startedAt: number, finishedAt: number): HostResult => ({
  ...('address' in host ? { address: host.address } : { address: '0.0.0.0', hostname: host.name, failure: 'Not resolved: simulated.' }),
  ...{ alive: 'address' in host, operatingSystem: 'simulated', services: [], findings: [], startedAt, finishedAt },
});

/** Reports on a slice as an appliance would that scans it, and scans nothing. */
export const simulateSlice = async (parts: SimulatedSliceParts, offer: SliceOffer): Promise<void> => {
  const { settings, spool, offset, wait, random, stopping } = parts;
  const tell = (report: Report) => spool.append(report);
  await tell({ ...aboutSlice(offset, offer, 'started'), kind: 'started', engine: 'simulated' });
  const failsAt = random() < settings.failRate ? Math.floor(random() * offer.hosts.length) : -1;
  for (const [n, host] of offer.hosts.entries()) {
    const startedAt = offset.now();
    await wait(settings.hostMs, stopping);
    if (stopping.aborted) return tell({ ...aboutSlice(offset, offer, 'stopped'), kind: 'stopped' });
    if (n === failsAt) return tell({ ...aboutSlice(offset, offer, 'failed'), kind: 'failed', reason: 'Simulated failure.' });
    const result = resultOf(host, startedAt, Math.max(startedAt, offset.now()));
    await tell({ ...aboutSlice(offset, offer, `host ${n}`), kind: 'host', result });
    parts.onHost();
  }
  await tell({ ...aboutSlice(offset, offer, 'finished'), kind: 'finished' });
};
