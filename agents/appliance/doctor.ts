import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../runtime/atomic-file.ts';
import { machineClock } from '../runtime/clock.ts';
import { createClockOffset } from '../runtime/clock-offset.ts';
import { readIdentity } from '../runtime/identity-file.ts';
import { describeError } from '../runtime/log.ts';
import { createPlatformClient } from '../runtime/platform-client.ts';
import { createTransport } from '../runtime/transport.ts';
import type { DataFolder } from './data-folder.ts';
import { decideDecline } from './load-check.ts';
import { createMachine, slotsOf } from './machine.ts';
import { readScandVersions, type ScandCommand } from './scand-process.ts';

/** Says what is well, or throws with what is not. */
type Check = () => Promise<string>;

/** An offset that people notice in reports (design 04, N4.2). */
const CLOCK_ALARM_MS = 2000;

const checkFolder =
  (data: DataFolder): Check =>
  async () => {
    const probe = join(data.folder, 'doctor');
    await writeAtomically(probe, 'ok');
    await rm(probe);
    return `${data.folder} can be written`;
  };

const checkPlatform =
  (data: DataFolder): Check =>
  async () => {
    const identity = await readIdentity(data.identity);
    if (!identity) throw new Error('not registered yet');
    const offset = createClockOffset(machineClock);
    const newId = () => crypto.randomUUID();
    await createPlatformClient({ transport: createTransport(identity.server), offset, newId }).configuration();
    const offsetMs = offset.offsetMs() ?? 0;
    const alarm = Math.abs(offsetMs) > CLOCK_ALARM_MS ? '; set this clock, results are corrected until then' : '';
    return `${identity.server} answers; this clock is ${offsetMs} ms ahead of it${alarm}`;
  };

const checkScand =
  (scand: ScandCommand): Check =>
  async () => {
    const { scand: version, engines } = await readScandVersions(scand);
    return `scand ${version} with ${engines.map((each) => `${each.name} ${each.version}`).join(', ')}`;
  };

const checkRoom =
  (data: DataFolder): Check =>
  async () => {
    const machine = await createMachine(data.folder)();
    const slots = slotsOf(machine);
    const reason = decideDecline({ machine, slots, used: 0, maxLoad: undefined, spoolIsFull: false, isEnding: false });
    if (reason) throw new Error(reason);
    return `room for ${slots} slices at once`;
  };

const outcomeOf = async (name: string, check: Check) => {
  try {
    return { ok: true, line: `ok    ${name}: ${await check()}` };
  } catch (error) {
    return { ok: false, line: `FAIL  ${name}: ${describeError(error)}` };
  }
};

/** Every check, whatever the others say. */
export const examine = async (data: DataFolder, scand: ScandCommand): Promise<{ ok: boolean; report: string }> => {
  const outcomes = [
    await outcomeOf('folder', checkFolder(data)),
    await outcomeOf('platform', checkPlatform(data)),
    await outcomeOf('scand', checkScand(scand)),
    await outcomeOf('room', checkRoom(data)),
  ];
  return { ok: outcomes.every((each) => each.ok), report: outcomes.map((each) => each.line).join('\n') };
};
