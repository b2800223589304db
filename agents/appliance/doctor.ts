import { describeError } from '../runtime/log.ts';
import type { DataFolder } from './data-folder.ts';
import {
  type Check,
  checkFolder,
  checkNmap,
  checkPlatform,
  checkRegistration,
  checkRoom,
  checkRoutes,
  checkRunning,
  checkScand,
  checkUpdates,
} from './doctor-checks.ts';
import type { ScandCommand } from './scand-process.ts';

const outcomeOf = async (name: string, check: Check) => {
  try {
    const { level, text } = await check();
    return { ok: true, line: `${level.padEnd(5)} ${name}: ${text}` };
  } catch (error) {
    return { ok: false, line: `FAIL  ${name}: ${describeError(error)}` };
  }
};

/** Every check, whatever the others say. Not `ok`: something keeps it from scanning. */
export const examine = async (data: DataFolder, scand: ScandCommand): Promise<{ ok: boolean; report: string }> => {
  const outcomes = [
    await outcomeOf('folder', checkFolder(data)),
    await outcomeOf('platform', checkPlatform(data)),
    await outcomeOf('registration', checkRegistration(data)),
    await outcomeOf('scand', checkScand(scand)),
    await outcomeOf('nmap', checkNmap(scand)),
    await outcomeOf('routes', checkRoutes()),
    await outcomeOf('updates', checkUpdates(data)),
    await outcomeOf('room', checkRoom(data)),
    await outcomeOf('running', checkRunning(data)),
  ];
  return { ok: outcomes.every((each) => each.ok), report: outcomes.map((each) => each.line).join('\n') };
};
