import type { RequestHandler } from 'express';
import { problem, sendProblem } from './problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that another site makes a browser send with our cookie. Browsers say where a request comes from:
 * `Sec-Fetch-Site` where they can, `Origin` always on a POST. A program sends neither, and carries no stolen cookie.
 */
export function sameOrigin(publicUrl: string): RequestHandler {
  const publicOrigin = new URL(publicUrl).origin;
  return (req, res, next) => {
    if (SAFE.has(req.method)) return next();
    const site = req.get('sec-fetch-site');
    const origin = req.get('origin');
    const ours =
      site === undefined
        ? isOurs(origin, [publicOrigin, `${req.protocol}://${req.get('host')}`])
        : site === 'same-origin' || site === 'none';
    if (ours) return next();
    sendProblem(
      res,
      problem('cross-site', `This address takes changes only from its own pages (${publicOrigin}), not from ${origin ?? 'another site'}`),
    );
  };
}

const isOurs = (origin: string | undefined, ours: readonly string[]) => origin === undefined || ours.includes(origin);
