import type { RequestHandler } from 'express';
import { contract } from '../contract/index.ts';
import type { Log } from '../log.ts';
import type { Metrics } from './metrics.ts';
import { operationsOf } from './operations.ts';
import { requestIdOf } from './request-id.ts';

const LIVE = '/api/v1/live';

/** One line and one measurement a request, when its answer is out. Paths without their query: that may hold a token. */
export function accessLog(log: Log, metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    const path = req.path;
    res.once('close', () => {
      const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
      // A stream of events is open for hours: it would hide every other figure.
      if (path !== LIVE) metrics.observeRequest({ method: req.method, area: areaOf(path), status: res.statusCode, durationMs });
      const line = { requestId: requestIdOf(res), method: req.method, path, status: res.statusCode, durationMs, address: req.ip };
      if (res.statusCode >= 500) log.error(line, 'request');
      else log.debug(line, 'request');
    });
    next();
  };
}

/** Few label values, whatever is asked for: metrics are kept for each. */
function areaOf(path: string): string {
  const [, first = '', second = '', third = ''] = path.split('/');
  if (first === 'api') return second === 'v1' && RESOURCES.has(third) ? `/api/v1/${third}` : '/api';
  return first === 'agent' ? '/agent' : '/';
}

const RESOURCES = new Set(operationsOf(contract).map(({ path }) => path.split('/')[1] ?? ''));
