import type { PollRequest } from '../../protocol/poll.ts';
import type { AgentConfiguration } from '../../protocol/registration.ts';
import type { Report } from '../../protocol/report.ts';
import type { SliceOffer } from '../../protocol/slice.ts';
import { machineClock, machineWait } from '../../runtime/clock.ts';
import { createClockOffset } from '../../runtime/clock-offset.ts';
import type { Identity } from '../../runtime/identity-file.ts';
import { createPlatformClient, REPORT_TIMEOUT_MS } from '../../runtime/platform-client.ts';
import { runPollLoop } from '../../runtime/poll-loop.ts';
import { createReportLoop } from '../../runtime/report-loop.ts';
import { type Transport, Unreachable } from '../../runtime/transport.ts';
import { aboutSlice } from '../slice-record.ts';
import { version } from '../version.ts';
import { createMemorySpool } from './memory-spool.ts';
import { seededRandom } from './seeded-random.ts';
import { simulateSlice } from './simulated-slice.ts';
import type { FleetSettings, Traits } from './traits.ts';

/** What happens in a fleet, told as it happens. */
export interface FleetEvents {
  readonly polled: (n: number) => void;
  readonly failed: (n: number, reason: string) => void;
  readonly hostDone: () => void;
}

export interface SimulatedAppliance {
  readonly n: number;
  readonly identity: Pick<Identity, 'applianceId' | 'privateKey'>;
  readonly configuration: AgentConfiguration;
  readonly settings: FleetSettings;
  readonly traits: Traits;
  readonly transport: Transport;
  readonly events: FleetEvents;
}

const VERSIONS = { appliance: version, scand: 'simulated', engines: [{ name: 'simulated', version: '1' }] };
const MIB = 1024 ** 2;

/** The line: some are slow, and some answers are lost on it, after the platform has acted on the request. */
const lineOf = ({ transport, settings, traits }: SimulatedAppliance, random: () => number): Transport => {
  return async (exchange) => {
    if (traits.delayMs > 0) await machineWait(random() * traits.delayMs, exchange.signal);
    const answer = await transport(exchange);
    if (random() < settings.lossRate) throw new Unreachable('the answer was lost (simulated)');
    return answer;
  };
};

interface Running {
  readonly offer: SliceOffer;
  readonly stop: AbortController;
  done: number;
}

/** The slices that it pretends to work on. */
const createWork = ({ settings, traits, events }: SimulatedAppliance, shared: ReturnType<typeof createShared>) => {
  const { spool, offset, random } = shared;
  const running = new Map<string, Running>();
  const tell = (report: Report) => spool.append(report);
  const offer = async (given: SliceOffer) => {
    if ((running.get(given.sliceId)?.offer.attempt ?? 0) >= given.attempt) return;
    const full = running.size >= traits.slots;
    if (full || random() < settings.declineRate) {
      const reason = full ? `All ${traits.slots} slots are in use.` : 'The load is high (simulated).';
      return tell({ ...aboutSlice(offset, given, 'declined'), kind: 'declined', reason });
    }
    const one: Running = { offer: given, stop: new AbortController(), done: 0 };
    running.set(given.sliceId, one);
    const free = { slots: traits.slots, slotsFree: Math.max(0, traits.slots - running.size) };
    await tell({ ...aboutSlice(offset, given, 'accepted'), kind: 'accepted', ...free });
    const onHost = () => {
      one.done += 1;
      events.hostDone();
    };
    void simulateSlice({ settings, spool, offset, random, wait: machineWait, stopping: one.stop.signal, onHost }, given).then(() => {
      if (running.get(given.sliceId) === one) running.delete(given.sliceId);
    });
  };
  return {
    offer,
    stop: (sliceId: string) => running.get(sliceId)?.stop.abort(),
    stopAll: () => {
      for (const one of running.values()) one.stop.abort();
    },
    used: () => running.size,
    running: () => [...running].map(([sliceId, one]) => ({ sliceId, hostsDone: one.done, hostsTotal: one.offer.hosts.length })),
  };
};

const createShared = (one: SimulatedAppliance) => {
  const clock = () => machineClock() + one.traits.skewMs;
  return { clock, offset: createClockOffset(clock), spool: createMemorySpool(), random: seededRandom(one.traits.seed + 1) };
};

/** One appliance: real keys, tokens and protocol, a made-up machine and made-up results. Ends with the signal, or when it is retired. */
export const runSimulatedAppliance = async (one: SimulatedAppliance, stopped: AbortSignal): Promise<void> => {
  const shared = createShared(one);
  const { offset, spool, random, clock } = shared;
  const ending = new AbortController();
  const end = () => ending.abort();
  stopped.addEventListener('abort', end, { once: true });
  const newId = () => crypto.randomUUID();
  const client = createPlatformClient({ transport: lineOf(one, random), offset, newId, signer: one.identity });
  const work = createWork(one, shared);
  const bootId = newId();
  let { configuration } = one;
  const log = (level: string, message: string, more?: object) => {
    if (level !== 'info') one.events.failed(one.n, `${message} ${(more as { reason?: string } | undefined)?.reason ?? ''}`.trim());
  };
  const composeRequest = async (wait: boolean): Promise<PollRequest> => ({
    ...{ bootId, versions: VERSIONS, running: work.running(), configurationRevision: configuration.revision, wait },
    capacity: { slots: one.traits.slots, used: work.used(), load: work.used() / 2, cores: 2, memoryTotalBytes: 2048 * MIB },
    clock: { sentAt: Math.round(clock()), ...(offset.offsetMs() === undefined ? {} : { offsetMs: offset.offsetMs() }) },
  });
  const shape = { clock, wait: machineWait, random, log, onBanned: end };
  const reports = createReportLoop({
    ...shape,
    ...{ spool, takeFleeting: () => [], onRefused: ({ report }) => work.stop(report.sliceId) },
    send: (batch, signal) => client.report(batch, { timeoutMs: REPORT_TIMEOUT_MS, ...(signal ? { signal } : {}) }),
    onControl: (control) => {
      for (const { sliceId } of control) work.stop(sliceId);
    },
  });
  const polls = runPollLoop(
    {
      ...{ ...shape, poll: client.poll, composeRequest, configuration: () => configuration },
      onAnswer: async (answer) => {
        one.events.polled(one.n);
        configuration = answer.configuration ?? configuration;
        for (const { sliceId } of answer.control) work.stop(sliceId);
        for (const offer of answer.slices) await work.offer(offer);
      },
    },
    ending.signal,
  );
  await Promise.all([polls, reports.run(ending.signal)]);
  work.stopAll();
};
