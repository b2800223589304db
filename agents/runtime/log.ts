import type { LogCode } from '../protocol/log.ts';
import type { Clock } from './clock.ts';

export type LogLevel = 'info' | 'warn' | 'error';
/** `event`: it also goes to the Monitoring Server, under this code. */
export type LogDetails = Readonly<Record<string, string | number | boolean | undefined>> & { readonly event?: LogCode | undefined };

/** Writes one event: a short sentence and its facts. Never secrets. */
export type Log = (level: LogLevel, message: string, details?: LogDetails) => void;

/** One JSON object a line; `time` is the machine's own clock. */
export const createLog =
  (write: (line: string) => void, clock: Clock): Log =>
  (level, message, details = {}) =>
    write(`${JSON.stringify({ time: new Date(clock()).toISOString(), level, message, ...details })}\n`);

/** Writes to both. */
export const bothLogs =
  (first: Log, second: Log): Log =>
  (level, message, details) => {
    first(level, message, details);
    second(level, message, details);
  };

export const describeError = (error: unknown): string => (error instanceof Error ? error.message : String(error));
