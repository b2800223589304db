import { type RequestHandler, Router } from 'express';
import type { Implementer } from '../../http/implement.ts';
import { problem, sendProblem } from '../../http/problem.ts';
import type { DownloadsService } from './service.ts';

export const downloadsRoutes = (i: Implementer, downloads: DownloadsService) =>
  i.downloads.router({ list: i.downloads.list.handler(() => downloads.list()) });

/**
 * The files themselves and the script that installs an appliance. Without a session, for machines that have none: nothing in them is
 * secret, and what they may do here they get by a personalization code.
 */
export function downloadFiles(downloads: DownloadsService): Router {
  const router = Router();
  router.get(
    '/downloads/:file',
    answer(async ({ params }, res) => {
      const program = await downloads.file(String(params.file));
      if (program === undefined) return false;
      res.set({
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename="${program.file}"`,
        'Cache-Control': 'no-cache',
        ETag: `"${program.sha256}"`,
      });
      res.send(program.content);
      return true;
    }),
  );
  router.get(
    '/install/appliance',
    answer(async (_req, res) => {
      const script = await downloads.installScript();
      if (script === undefined) return false;
      res.set({ 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-cache' }).send(script);
      return true;
    }),
  );
  return router;
}

/** False: there is no such thing here. */
type Answer = (...args: Parameters<RequestHandler>) => Promise<boolean>;

const answer =
  (run: Answer): RequestHandler =>
  (req, res, next) => {
    run(req, res, next).then((found) => {
      if (!found) sendProblem(res, problem('not-found', `This server hands out no ${req.path}`));
    }, next);
  };
