import type { Request, RequestHandler, Response } from 'express';
import { PROBLEM_JSON, problem, sendProblem } from './problem.ts';

/** Bodies of the console's API; an address may ask for less. */
export const DEFAULT_BODY_LIMIT_BYTES = 1024 * 1024;

/** How much of a refused body is still taken (and thrown away), so that a slow writer gets to read the answer. */
const DISCARD_BYTES = 8 * 1024 * 1024;

/** A body is larger than its reader allows. */
export class TooLarge extends Error {}

/**
 * Reads a JSON body into `req.body`, never holding more than the limit, and answers 413, 415 or 400 itself.
 * An absent body becomes `{}`: a path parameter is then the whole input.
 */
export function jsonBody(limitBytes = DEFAULT_BODY_LIMIT_BYTES): RequestHandler {
  return async (req, res, next) => {
    // Somebody before knew how to read it.
    if (req.body !== undefined) return next();
    const refuse = (...args: Parameters<typeof problem>) => sendProblem(res, problem(...args));
    try {
      const text = (await readBody(req, limitBytes)).toString('utf8');
      if (text === '') req.body = {};
      else if (req.is('json') === false)
        return refuse('unsupported-media-type', 'Send the body as JSON with Content-Type application/json');
      else req.body = JSON.parse(text);
    } catch (error) {
      if (error instanceof TooLarge) return refuseTooLarge(req, res, limitBytes);
      if (error instanceof SyntaxError) return refuse('malformed-json', `The body is not JSON: ${error.message}`);
      return void res.destroy();
    }
    next();
  };
}

/** Takes a body into memory. Refused with `TooLarge` as soon as it is known to be. */
export function readBody(req: Request, limitBytes: number): Promise<Buffer> {
  if (Number(req.headers['content-length']) > limitBytes) return Promise.reject(new TooLarge());
  if (req.destroyed) return Promise.reject(new Error('the body ended early'));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) return void chunks.push(chunk);
      req.off('data', onData);
      reject(new TooLarge());
    };
    req.on('data', onData);
    req.once('end', () => resolve(Buffer.concat(chunks)));
    req.once('error', reject);
    req.once('close', () => reject(new Error('the body ended early')));
  });
}

/** Answers at once, lets some more of the body run into nothing, then hangs up on a sender that does not stop. */
export function refuseTooLarge(req: Request, res: Response, limitBytes: number): void {
  const body = problem('too-large', `The body is larger than ${limitBytes} bytes, the most this address accepts`);
  const text = JSON.stringify(body);
  res
    .status(body.status)
    .type(PROBLEM_JSON)
    .set({ Connection: 'close', 'Content-Length': String(Buffer.byteLength(text)) });
  res.write(text);
  let size = 0;
  req.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > DISCARD_BYTES) res.end();
  });
  req.once('end', () => res.end());
}
