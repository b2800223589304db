import type { Request, RequestHandler, Response } from 'express';
import type { Issue } from '../domain/issue.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { readBody, refuseTooLarge, TooLarge } from './json-body.ts';
import { problem, sendProblem } from './problem.ts';

/** The most of a file: 50,000 lines of some 300 bytes. */
export const CSV_LIMIT_BYTES = 16 * 1024 * 1024;

/** So many files are held at a time, whoever sends them. */
const AT_A_TIME = 4;
const RETRY_AFTER_SECONDS = '10';

/** Of the names of an encoding, those that mean what is read here. */
const CHARSETS = ['utf-8', 'utf8', 'us-ascii', 'utf-16', 'utf-16le', 'utf-16be'];

export interface CsvBodyOptions {
  /** Whether the sender may send a file here: nobody else's is read. */
  readonly admits: (req: Request, res: Response) => Promise<boolean>;
  readonly limitBytes?: number;
}

/**
 * Reads a `text/csv` body into `req.body` as `{csv}`, never holding more than the limit, and answers what is wrong with it as a file: 413,
 * 415, or 400 with the line. Other bodies, and those of senders who may not, are left to whoever comes next.
 */
export function csvBody({ admits, limitBytes = CSV_LIMIT_BYTES }: CsvBodyOptions): RequestHandler {
  let held = 0;
  return async (req, res, next) => {
    if (req.is('text/csv') !== 'text/csv') return next();
    if (!isKnownCharset(req))
      return sendProblem(res, problem('unsupported-media-type', 'Send the file as UTF-8, or as UTF-16 with its mark'));
    if (!(await admits(req, res))) {
      req.body = {};
      return next();
    }
    if (held >= AT_A_TIME) {
      const detail = 'Other files are being read at this moment: send it again in some seconds';
      return sendProblem(res, problem('rate-limited', detail), { 'Retry-After': RETRY_AFTER_SECONDS });
    }
    held++;
    res.once('close', () => held--);
    try {
      const text = decodeCsv(await readBody(req, limitBytes));
      if (!text.ok) return sendProblem(res, problem('invalid-input', text.error.message, [text.error]));
      req.body = { csv: text.value };
    } catch (error) {
      if (error instanceof TooLarge) return refuseTooLarge(req, res, limitBytes);
      return void res.destroy();
    }
    next();
  };
}

function isKnownCharset(req: Request): boolean {
  const named = /;\s*charset="?([^";\s]+)/i.exec(req.get('content-type') ?? '')?.[1];
  return named === undefined || CHARSETS.includes(named.toLowerCase());
}

/** The text of a file: UTF-8, or UTF-16 where its first two bytes say so, as spreadsheets save it. */
export function decodeCsv(bytes: Uint8Array): Result<string, Issue> {
  const mark = bytes.length < 2 ? 0 : bytes[0]! * 256 + bytes[1]!;
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  try {
    return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    const line = encoding === 'utf-8' ? firstBadLine(bytes) : 1;
    const message = `Line ${line}: it holds bytes that are not ${encoding.toUpperCase()}. Save the file as “CSV UTF-8” and choose it again.`;
    return err({ path: ['csv', line], code: 'csv-encoding', message });
  }
}

const LINE_FEED = 0x0a;

/** Counted from 1. No character of UTF-8 but the line feed itself holds its byte. */
function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, from);
    const to = end === -1 ? bytes.length : end;
    try {
      decoder.decode(bytes.subarray(from, to));
    } catch {
      return line;
    }
    from = to + 1;
  }
  return line;
}
