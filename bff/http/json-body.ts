import type { Request, RequestHandler } from 'express';
import { problem, sendProblem } from './problem.ts';

/** Bodies of the console's API; an address may ask for less. */
export const DEFAULT_BODY_LIMIT_BYTES = 1024 * 1024;

/** How much of a refused body is still taken (and thrown away), so that a slow writer gets to read the answer. */
const DISCARD_BYTES = 8 * 1024 * 1024;

class TooLarge extends Error {}

/**
 * Reads a JSON body into `req.body`, never holding more than the limit, and answers 413, 415 or 400 itself.
 * An absent body becomes `{}`: a path parameter is then the whole input.
 */
export function jsonBody(limitBytes = DEFAULT_BODY_LIMIT_BYTES): RequestHandler {
  return async (req, res, next) => {
    const refuse = (...args: Parameters<typeof problem>) => sendProblem(res, problem(...args));
    try {
      const text = await readText(req, limitBytes);
      if (text === '') req.body = {};
      else if (req.is('json') === false)
        return refuse('unsupported-media-type', 'Send the body as JSON with Content-Type application/json');
      else req.body = JSON.parse(text);
    } catch (error) {
      if (error instanceof TooLarge)
        return refuse('too-large', `The body is larger than ${limitBytes} bytes, the most this address accepts`);
      if (error instanceof SyntaxError) return refuse('malformed-json', `The body is not JSON: ${error.message}`);
      return void res.destroy();
    }
    next();
  };
}

function readText(req: Request, limitBytes: number): Promise<string> {
  if (Number(req.headers['content-length']) > limitBytes) {
    discard(req);
    return Promise.reject(new TooLarge());
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) return void chunks.push(chunk);
      req.off('data', onData);
      discard(req);
      reject(new TooLarge());
    };
    req.on('data', onData);
    req.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    req.once('error', reject);
    req.once('close', () => reject(new Error('the body ended early')));
  });
}

/** Lets the rest of a refused body run into nothing, and hangs up on a sender that does not stop. */
function discard(req: Request): void {
  let size = 0;
  req.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > DISCARD_BYTES) req.socket.destroy();
  });
}
