import express, { type Router } from 'express';
import type { Metrics } from './metrics.ts';

/** Answers a sentence when the server cannot do its work yet or any more. */
export type ReadinessCheck = () => Promise<string | undefined>;

/** `/healthz`: the process answers. `/readyz`: it can do its work. `/metrics`: its figures. */
export function healthRoutes(options: { metrics: Metrics; ready: ReadinessCheck }): Router {
  const router = express.Router();
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get('/readyz', async (_req, res) => {
    const problem = await options.ready().catch((error: unknown) => `the check failed: ${String(error)}`);
    if (problem === undefined) res.json({ status: 'ready' });
    else res.status(503).json({ status: 'not ready', problem });
  });
  router.get('/metrics', async (_req, res) => {
    res.type(options.metrics.contentType).send(await options.metrics.text());
  });
  return router;
}
