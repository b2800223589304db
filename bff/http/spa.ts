import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type RequestHandler, type Response, type Router } from 'express';
import { compressedAssets, HASHED_ASSET, IMMUTABLE } from './compressed-assets.ts';
import { problem, sendProblem } from './problem.ts';
import { STYLE_NONCE } from './security-headers.ts';

/** The console: its files, and its one page for every address that is not a file. */
export function spa(webFolder: string): Router {
  const router = express.Router();
  router.use(compressedAssets(webFolder));
  router.use(
    express.static(webFolder, {
      index: false,
      redirect: false,
      setHeaders: (res, path) => {
        const hashed = HASHED_ASSET.test(path.slice(webFolder.length).replaceAll('\\', '/'));
        res.setHeader('Cache-Control', hashed ? IMMUTABLE : 'no-cache');
      },
    }),
  );
  router.use(page(join(webFolder, 'index.html')));
  return router;
}

function page(file: string): RequestHandler {
  let html: string | undefined;
  return (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD')
      return sendProblem(res, problem('method-not-allowed', `${req.method} is not possible here`));
    if (extname(req.path) !== '') return sendProblem(res, problem('not-found', `There is no file ${req.path}`));
    if (html === undefined && existsSync(file)) html = readFileSync(file, 'utf8');
    if (html === undefined) return sendProblem(res, problem('unavailable', 'The console is not built: run npm run build'));
    res.set('Cache-Control', 'no-cache').type('html').send(withNonce(html, res));
  };
}

/** Where scripts of the page read the nonce for style tags that they make. */
const withNonce = (html: string, res: Response) =>
  html.replace('<head>', `<head><meta property="csp-nonce" nonce="${res.locals[STYLE_NONCE] as string}">`);
