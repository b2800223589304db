import { z } from 'zod';
import { epochMs, id } from './primitives.ts';

/** What an appliance tells the Monitoring Server of (seed 000). A platform keeps codes that it does not know. */
export const LOG_CODES = [
  'appliance-started',
  'appliance-stopped',
  'platform-lost',
  'platform-back',
  'sync-failed',
  'clock-synchronized',
  'clock-stepped',
  'clock-off',
  'clock-right',
  'configuration-changed',
  'slice-accepted',
  'slice-declined',
  'slice-resumed',
  'slice-ended',
  'report-refused',
  'spool-full',
  'command',
  'command-refused',
  'update',
] as const;
export type LogCode = (typeof LOG_CODES)[number];

export const MAX_LOG_ENTRIES = 500;
/** Largest body of `POST /agent/v1/log`, in bytes. */
export const MAX_LOG_BYTES = 1024 * 1024;
export const MAX_LOG_MESSAGE = 500;
export const MAX_LOG_DETAIL = 500;

const MAX_DETAILS = 32;
type Detail = string | number | boolean;
const isDetail = (value: unknown): value is Detail => ['string', 'number', 'boolean'].includes(typeof value);

/** Facts of an event, by name. What is neither text, number nor yes or no is of a later version, and left out; the rest is cut to size. */
const details = z.record(z.string().max(64), z.unknown()).transform((given): Record<string, Detail> => {
  const known = Object.entries(given).flatMap(([name, value]) => (isDetail(value) ? [[name, value] as const] : []));
  const cut = known.map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, MAX_LOG_DETAIL) : value] as const);
  return Object.fromEntries(cut.slice(0, MAX_DETAILS));
});

export const logEntry = z.object({
  /** Counts from 1 within its stream. */
  number: z.int().min(1).max(2_000_000_000),
  /** How many entries right before this one the appliance had to throw away unsent. Absent: none. */
  lost: z.int().min(1).max(2_000_000_000).optional(),
  at: epochMs,
  /** The appliance's own, uncorrected clock. */
  machineAt: epochMs,
  level: z.enum(['info', 'warn', 'error']),
  /** One of LOG_CODES, or newer. */
  code: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(64),
  message: z.string().max(MAX_LOG_MESSAGE),
  details: details.optional(),
});
export type LogEntry = z.infer<typeof logEntry>;

/** `POST /agent/v1/log`: entries of one stream in the order of their numbers. A new data folder begins a new stream. */
export const logBatch = z.object({ stream: id, entries: z.array(logEntry).min(1).max(MAX_LOG_ENTRIES) });
export type LogBatch = z.infer<typeof logBatch>;

export const logResponse = z.object({
  serverTime: epochMs,
  /** The platform has every entry up to this number, or knows it lost. Below what was sent: send again from the next number on. */
  acknowledged: z.int().min(0),
});
export type LogResponse = z.infer<typeof logResponse>;
