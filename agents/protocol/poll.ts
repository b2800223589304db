import { z } from 'zod';
import { networkFacts, notedCommand, toldCommand } from './command.ts';
import { packageVersion, updateReport, wantedPackages } from './packages.ts';
import { epochMs, id } from './primitives.ts';
import { agentConfiguration } from './registration.ts';
import { sliceControl, sliceOffer } from './slice.ts';

export const capacity = z.object({
  slots: z.int().min(0).max(1024),
  used: z.int().min(0).max(1024),
  cpuPercent: z.number().min(0).max(100).optional(),
  memoryUsedBytes: z.number().min(0).optional(),
  memoryTotalBytes: z.number().min(0).optional(),
  /** One-minute load average. */
  load: z.number().min(0).optional(),
  cores: z.int().min(1).max(4096).optional(),
  spoolBytes: z.number().min(0).optional(),
});
export type Capacity = z.infer<typeof capacity>;

export const versions = z.object({
  appliance: z.string().max(64),
  scand: z.string().max(64),
  engines: z.array(z.object({ name: z.string().max(64), version: z.string().max(64) })).max(32),
  /** Of the vulnerability signatures; absent where there are none. */
  signatures: packageVersion.optional(),
});

export const runningSlice = z.object({ sliceId: id, hostsDone: z.int().min(0), hostsTotal: z.int().min(0) });

/**
 * `POST /agent/v1/poll`. With `wait` the platform may hold the answer until there is work or the interval ends
 * (prompt delivery); it does so only where the appliance's setting allows it.
 */
export const pollRequest = z.object({
  bootId: z.string().min(1).max(64),
  versions,
  capacity,
  running: z.array(runningSlice).max(1024),
  clock: z.object({
    /** The appliance's own, uncorrected clock when it sent this, epoch ms. */
    sentAt: epochMs,
    /** Its clock minus the platform's as measured last, ms; absent before the first measurement. */
    offsetMs: z.number().optional(),
  }),
  configurationRevision: z.int(),
  wait: z.boolean(),
  /** News of commands that the platform has not noted yet. Absent: this appliance knows no commands, and gets none. */
  commands: z.array(toldCommand).max(64).optional(),
  /** Present when it changed since it was told last. */
  network: networkFacts.optional(),
  /** What it was last told to run; absent from an appliance that cannot update itself. */
  wanted: wantedPackages.optional(),
  /** How its updates stand: the newest report of each package, and of the repository. */
  updates: z.array(updateReport).max(8).optional(),
});
export type PollRequest = z.infer<typeof pollRequest>;

export const pollResponse = z.object({
  serverTime: epochMs,
  /** Wait this long before the next poll. 0 after a held poll: ask again at once. */
  nextPollInMs: z.int().min(0),
  slices: z.array(sliceOffer),
  control: z.array(sliceControl),
  /** Present when newer than the revision in the request. */
  configuration: agentConfiguration.optional(),
  /** Signed commands (`commandClaims`), oldest first. The same one may come again until the appliance has said that it has it. */
  commands: z.array(z.string()).optional(),
  noted: z.array(notedCommand).optional(),
  /** Present when different from what the request says that it was told. */
  wanted: wantedPackages.optional(),
});
export type PollResponse = z.infer<typeof pollResponse>;
