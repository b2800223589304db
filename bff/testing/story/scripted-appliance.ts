import type { SliceHost, SliceOffer } from '#protocol/slice';
import { LEASE_MS } from '../../domain/appliances/lease.ts';
import type { AgentSpeaker, ReportDraft } from '../agent-speaker.ts';

/** What becomes of the slices that the appliance takes. `hold`: they run until it is told otherwise; `away`: it is off and has lost them. */
export type Mood = 'finish' | 'hold' | 'fail' | 'away';

/** An appliance whose scans take as long as a story says. It speaks the wire as the real one does and scans nothing. */
export interface ScriptedAppliance {
  /** From now on, for what it runs as well. `slots`: how many slices it works on at once. */
  readonly behave: (how: { readonly mood?: Mood | undefined; readonly slots?: number | undefined }) => void;
  /** One conversation with the platform: takes work, does what its mood says, obeys orders. Never two at once. */
  readonly work: () => Promise<void>;
  /** How soon it must speak again to keep what it runs, in ms; undefined: it runs nothing. */
  readonly silenceMs: () => number | undefined;
}

/** Well within the lease. */
const SILENCE_MS = LEASE_MS - 15_000;
const NONE = { services: [], findings: [] };

export function createScriptedAppliance(speaker: AgentSpeaker): ScriptedAppliance {
  const running = new Map<string, SliceOffer>();
  let mood: Mood = 'finish';
  let slots = 2;
  let last = Promise.resolve();

  const tell = async (offer: SliceOffer, word: Word) => {
    await speaker.report(...draftsOf(offer, word));
    if (word !== 'begin') running.delete(offer.sliceId);
  };

  const round = async (): Promise<boolean> => {
    const busy = [...running.values()].map(({ sliceId, hosts }) => ({ sliceId, hostsDone: 0, hostsTotal: hosts.length }));
    const { slices, control } = await speaker.poll({ capacity: { slots, used: Math.min(busy.length, slots) }, running: busy });
    for (const { sliceId } of control) {
      const offer = running.get(sliceId);
      if (offer !== undefined) await tell(offer, 'stop');
    }
    for (const offer of slices) {
      running.set(offer.sliceId, offer);
      await tell(offer, 'begin');
    }
    if (mood === 'finish' || mood === 'fail') for (const offer of [...running.values()]) await tell(offer, mood);
    return slices.length > 0 || control.length > 0;
  };

  const work = async () => {
    while (mood !== 'away' && (await round()));
  };

  return {
    behave: (how) => {
      mood = how.mood ?? mood;
      slots = how.slots ?? slots;
      if (mood === 'away') running.clear();
    },
    work: () => {
      last = last.then(work, work);
      return last;
    },
    silenceMs: () => (running.size === 0 ? undefined : SILENCE_MS),
  };
}

type Word = 'begin' | 'finish' | 'fail' | 'stop';

function draftsOf({ sliceId, attempt, hosts }: SliceOffer, word: Word): readonly ReportDraft[] {
  const about = { sliceId, attempt };
  if (word === 'begin') {
    return [
      { ...about, kind: 'accepted', slots: 2, slotsFree: 1 },
      { ...about, kind: 'started', engine: 'connect' },
    ];
  }
  if (word === 'stop') return [{ ...about, kind: 'stopped' }];
  if (word === 'fail') return [{ ...about, kind: 'failed', reason: 'The scanner was told to fail' }];
  const results = hosts.map((host) => ({ ...about, kind: 'host' as const, result: resultOf(host) }));
  return [...results, { ...about, kind: 'finished' as const }];
}

function resultOf(host: SliceHost) {
  const times = { startedAt: 0, finishedAt: 0 };
  if ('name' in host) return { ...NONE, ...times, address: '0.0.0.0', hostname: host.name, alive: false, failure: 'It does not resolve' };
  const ssh = { port: 22, protocol: 'tcp' as const, name: 'ssh', product: 'OpenSSH', version: '9.2', tls: false };
  return { ...NONE, ...times, address: host.address, alive: true, services: [ssh] };
}
