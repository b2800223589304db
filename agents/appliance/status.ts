import { lockHolder } from '../runtime/lock-file.ts';
import { readSpoolSize } from '../runtime/spool.ts';
import { readApplianceState } from './appliance-state.ts';
import type { DataFolder } from './data-folder.ts';
import { requireIdentity } from './run.ts';
import { openSliceStore } from './slice-store.ts';

/** Read from the data folder alone, so that it also works while the platform is down. */
export const describeStatus = async (data: DataFolder): Promise<string> => {
  const identity = await requireIdentity(data);
  const { configuration, lastContactAt, offsetMs } = await readApplianceState(data.state);
  const pid = await lockHolder(data.lock);
  const slices = await (await openSliceStore(data.slices)).readAll();
  const spool = await readSpoolSize(data.spool);
  const rows: [string, string][] = [
    ['name', configuration.name],
    ['id', identity.applianceId],
    ['platform', identity.server],
    ['running', pid === undefined ? 'no' : `yes, process ${pid}`],
    ['last contact', lastContactAt === undefined ? 'never' : new Date(lastContactAt).toISOString()],
    ['poll interval', `${configuration.pollIntervalSeconds} s, prompt delivery ${configuration.promptDelivery ? 'on' : 'off'}`],
    ['clock', offsetMs === undefined ? 'not measured' : `${offsetMs} ms ahead of the platform`],
    [
      'slices',
      slices.length === 0
        ? 'none'
        : slices.map((each) => `${each.offer.sliceId} (${each.hostsDone.length} of ${each.offer.hosts.length} hosts)`).join(', '),
    ],
    ['undelivered', `${spool.messages} reports, ${spool.bytes} bytes`],
  ];
  return rows.map(([name, value]) => `${name.padEnd(14)} ${value}`).join('\n');
};
