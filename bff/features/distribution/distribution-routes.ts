import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Clock } from '../../domain/time/instant.ts';
import { sendAgentRefusal } from '../../http/agent-problem.ts';
import type { Log } from '../../log.ts';
import type { RepositoryFile, RepositoryFiles } from './files.ts';

export interface DistributionRoutesDeps {
  readonly files: RepositoryFiles;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The repository as appliances read it, mounted at `/agent/v1`. Without a token: nothing in it is secret, and what is taken from it is
 * proven by its signatures.
 */
export function distributionRoutes(deps: DistributionRoutesDeps): Router {
  const router = Router();
  router.get('/distribution/metadata/:name', serve(deps, deps.files.metadata));
  router.get('/distribution/targets/:name', serve(deps, deps.files.target));
  return router;
}

const serve =
  ({ clock, log }: DistributionRoutesDeps, find: (name: string) => Promise<RepositoryFile | undefined>): RequestHandler =>
  (req, res) => {
    find(String(req.params.name)).then(
      (file) => {
        if (file === undefined) sendAgentRefusal(req, res, { code: 'not-found' }, clock());
        else sendFile(req, res, file);
      },
      (error: unknown) => {
        log.error({ path: req.originalUrl, err: error }, 'agent request failed');
        sendAgentRefusal(req, res, { code: 'internal-error', detail: 'It failed here, not with you: try again' }, clock());
      },
    );
  };

/** Whole, from a byte on (`Range: bytes=100-`, RFC 9110 §14; other ranges get the whole), or 304. */
function sendFile(req: Request, res: Response, { body, tag, forEver }: RepositoryFile): void {
  const etag = `"${tag}"`;
  res.set({ ETag: etag, 'Accept-Ranges': 'bytes', 'Content-Type': 'application/octet-stream' });
  res.set('Cache-Control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (req.get('if-none-match') === etag) return void res.status(304).end();
  const from = startOf(req, etag);
  if (from === undefined) return void res.set('Content-Length', `${body.length}`).end(body);
  if (from >= body.length) return void res.status(416).set('Content-Range', `bytes */${body.length}`).end();
  res.status(206).set({ 'Content-Range': `bytes ${from}-${body.length - 1}/${body.length}`, 'Content-Length': `${body.length - from}` });
  res.end(body.subarray(from));
}

function startOf(req: Request, etag: string): number | undefined {
  const condition = req.get('if-range');
  const [, from] = /^bytes=(\d{1,12})-$/.exec(req.get('range') ?? '') ?? [];
  return from === undefined || (condition !== undefined && condition !== etag) ? undefined : Number(from);
}
