import { createServer, type Socket } from 'node:net';
import type { Wait } from '../../runtime/clock.ts';
import { createStartScand, readScandVersions, type ScandCommand } from '../scand-process.ts';
import type { ScandEvent } from '../scand-wire.ts';

const SELF_TEST_MS = 60_000;
const KILL_AFTER_MS = 1000;
const LOOPBACK = '127.0.0.1';

/** A port of this machine that is open, and how to close it. */
const openPort = async () => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).end('220 watchbill self-test\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port, close };
};

const sawPort = (events: readonly ScandEvent[], port: number): boolean =>
  events.some((event) => event.kind === 'host' && JSON.stringify(event.result).includes(`"port":${port}`));

/** Lets a scand that nobody uses yet say its version and find an open port of this machine. Throws with what is wrong. */
export const selfTestScand = async (command: ScandCommand, version: string, wait: Wait): Promise<void> => {
  const told = await readScandVersions(command).catch((error: Error) => {
    throw new Error(`it does not start: ${error.message.split('\n')[0]}`);
  });
  if (told.scand !== version) throw new Error(`it says that it is version ${told.scand.slice(0, 64)}`);
  if (!told.engines.some(({ name }) => name === 'connect')) throw new Error('it has no connect engine');
  const { port, close } = await openPort();
  const events: ScandEvent[] = [];
  const profile = { engine: 'connect', ports: `${port}`, intensity: 'high', hostTimeoutSeconds: 30 } as const;
  const over = new AbortController();
  try {
    const run = createStartScand(() => command, wait)(
      { hosts: [{ address: LOOPBACK }], profile },
      async (event) => void events.push(event),
    );
    void wait(SELF_TEST_MS, over.signal).then(() => over.signal.aborted || run.stop(KILL_AFTER_MS));
    const end = await run.ended;
    if (end.kind === 'crashed') throw new Error(end.reason);
    if (end.kind === 'stopped') throw new Error(`its test scan did not end within ${SELF_TEST_MS / 1000} s`);
    if (!sawPort(events, port)) throw new Error('its test scan did not find a port of this machine that is open');
  } finally {
    over.abort();
    close();
  }
};
