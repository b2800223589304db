import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerFrom, type FakeContainer, type FakeImage, type Handler, sendJson } from './fake-engine-answers.ts';

export const newImageId = (): string => `sha256:${randomBytes(32).toString('hex')}`;
export const newContainerId = (): string => randomBytes(32).toString('hex');

const listenOn = async (listener: RequestListener) => {
  const folder = await mkdtemp(join(tmpdir(), 'fe-'));
  const socketPath = join(folder, 'e.sock');
  const server = createServer(listener);
  const start = () => new Promise<void>((resolve) => server.listen(socketPath, resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await start();
  const close = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { socketPath, start, stop, close };
};

/** An engine on a unix socket that does what a test says, for the faults that a real one will not give on demand. */
export const startFakeEngine = async () => {
  const images: FakeImage[] = [];
  const containers: FakeContainer[] = [];
  const asked: string[] = [];
  const streams = new Set<ServerResponse>();
  const followers: (() => void)[] = [];
  const answer = answerFrom({ images, containers });
  let override: Handler | undefined;
  let refused: { readonly end: string; readonly message: string | undefined } | undefined;
  let version: Record<string, unknown> = { Version: '20.10.24', ApiVersion: '1.41', MinAPIVersion: '1.12', Os: 'linux', Arch: 'amd64' };

  const follow = (res: ServerResponse) => {
    res.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    streams.add(res);
    res.on('close', () => streams.delete(res));
    for (const each of followers.splice(0)) each();
  };
  const sockets = await listenOn((req, res) => {
    const url = new URL((req.url ?? '').replace(/^\/v[\d.]+/, ''), 'http://engine');
    asked.push(`${req.method} ${decodeURIComponent(url.pathname)}`);
    if (refused !== undefined && url.pathname.endsWith(refused.end)) {
      // Undefined: it says nothing at all.
      if (refused.message !== undefined) sendJson(res, 500, { message: refused.message });
    } else if (override !== undefined) override(req, res, url);
    else if (url.pathname === '/version') sendJson(res, 200, version);
    else if (url.pathname === '/events') follow(res);
    else answer(req, res, url);
  });
  const send = (text: string) => {
    for (const stream of streams) stream.write(text);
  };
  return {
    ...sockets,
    images,
    containers,
    /** Method and path of every request, without the version of the API. */
    asked,
    /** Answers in place of the fake itself, until it is undefined again. */
    override: (handler: Handler | undefined) => {
      override = handler;
    },
    /** Answers requests whose path ends so with a 500 and these words, or, without words, never. */
    refuse: (end: string | undefined, message?: string) => {
      refused = end === undefined ? undefined : { end, message };
    },
    setVersion: (told: Record<string, unknown>) => {
      version = told;
    },
    /** Text to everybody who follows the events, as it stands. */
    send,
    sendEvent: (event: unknown) => send(`${JSON.stringify(event)}\n`),
    /** Cuts every stream of events. */
    cut: () => {
      for (const stream of streams) stream.destroy();
    },
    /** Resolves when somebody begins to follow the events. */
    nextFollower: () => new Promise<void>((resolve) => followers.push(resolve)),
  };
};
export type FakeEngine = Awaited<ReturnType<typeof startFakeEngine>>;
