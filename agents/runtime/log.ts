import type { Clock } from './clock.ts';

export type LogLevel = 'info' | 'warn' | 'error';
export type LogDetails = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes one event: a short sentence and its facts. Never secrets. */
export type Log = (level: LogLevel, message: string, details?: LogDetails) => void;

/** One JSON object a line; `time` is the machine's own clock. */
export const createLog =
  (write: (line: string) => void, clock: Clock): Log =>
  (level, message, details = {}) =>
    write(`${JSON.stringify({ time: new Date(clock()).toISOString(), level, message, ...details })}\n`);

export const describeError = (error: unknown): string => (error instanceof Error ? error.message : String(error));
