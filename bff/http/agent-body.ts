import type { IncomingMessage } from 'node:http';
import { err, ok, type Result } from '../domain/result.ts';

/** The whole body, or why there is none. Nothing beyond `maxBytes` is kept, whatever the sender announces. */
export function readAgentBody(req: IncomingMessage, maxBytes: number): Promise<Result<Buffer, 'too-large' | 'body-cut-off'>> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve(err('too-large'));
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (result: Result<Buffer, 'too-large' | 'body-cut-off'>) => {
      req.off('data', take).off('end', whole).off('close', cut).off('error', cut);
      resolve(result);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        req.pause();
        return settle(err('too-large'));
      }
      chunks.push(chunk);
    };
    const whole = () => settle(ok(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    const cut = () => settle(err('body-cut-off'));
    req.on('data', take).on('end', whole).on('close', cut).on('error', cut);
  });
}

/** A JSON body. Text that PostgreSQL cannot keep (NUL, half a surrogate pair) is taken out of it. */
export function parseAgentJson(body: Buffer): Result<unknown, 'malformed-json'> {
  const text = body.toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    // Both can stand in JSON only as an escape: \u0000, \ud800 to \udfff.
    return ok(/\\u(0000|d[89a-f])/i.test(text) ? storable(value) : value);
  } catch {
    return err('malformed-json');
  }
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[\0\p{Surrogate}]/gu, '');
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, storable(member)]));
}
