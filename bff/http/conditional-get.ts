import { createHash } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

/** Names what an answer says: the same text, the same tag (RFC 9110 §8.8.3). Weak, because it is sent compressed or not. */
const tagOf = (body: string): string => `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;

/** `*` is only for things that are changed; a list of tags holds one that fits. */
const holds = (ifNoneMatch: string | undefined, tag: string): boolean =>
  ifNoneMatch?.split(',').some((one) => one.trim().replace(/^(?!W\/)/, 'W/') === tag) ?? false;

/**
 * For answers that seldom change: they carry an `ETag`, and who has that very answer already gets 304 without a body. Only for
 * what everybody may see: the answer is kept by the browser.
 */
export const conditionalGet =
  (paths: readonly string[]): RequestHandler =>
  (req, res, next) => {
    if (req.method === 'GET' && paths.includes(req.path)) answerWithTag(res, req.get('if-none-match'));
    next();
  };

/** The adapter writes the head and then the whole text: the head waits until the text is known. */
function answerWithTag(res: Response, ifNoneMatch: string | undefined): void {
  const [writeHead, end] = [res.writeHead.bind(res), res.end.bind(res)];
  let head: { readonly status: number; readonly headers: Record<string, string> } | undefined;
  res.writeHead = ((status: number, headers: Record<string, string> = {}) => {
    head = { status, headers };
    return res;
  }) as typeof res.writeHead;
  res.end = ((body?: unknown) => {
    if (head === undefined) return end(body as string);
    const { status, headers } = head;
    if (status !== 200 || typeof body !== 'string') return writeHead(status, headers) && end(body as string);
    const tag = { etag: tagOf(body), 'cache-control': 'no-cache' };
    if (holds(ifNoneMatch, tag.etag)) return writeHead(304, tag) && end();
    return writeHead(200, { ...headers, ...tag }) && end(body);
  }) as typeof res.end;
}
