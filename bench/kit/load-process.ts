import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

/** What the load process is told to do, and what it answers. */
export interface Load {
  readonly port: number;
  readonly connections: number;
  /** Whole requests, as they go over the line. */
  readonly requests: readonly string[];
}
export interface Measured {
  readonly perSecond: number;
  /** Answered otherwise than with 200. */
  readonly failed: number;
}

/** Sends what it is told to, from a process of its own, with as little as it takes: what it uses is taken from the server. */
export function runLoadProcess(): void {
  process.on('message', (load) => void send(load as Load).then((measured) => process.send?.(measured)));
}

async function send({ port, connections, requests }: Load): Promise<Measured> {
  let next = 0;
  let failed = 0;
  const worker = async () => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    while (next < requests.length) {
      next += 1;
      if (!(await exchange(socket, requests[next - 1]!))) failed += 1;
    }
    socket.destroy();
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  return { perSecond: requests.length / ((performance.now() - from) / 1000), failed };
}

/** One request, and its answer to the last byte. True: it was 200. */
function exchange(socket: Socket, request: string): Promise<boolean> {
  return new Promise((done) => {
    let answer = '';
    const end = (good: boolean) => {
      socket.off('data', take).off('close', lost).off('error', lost);
      done(good);
    };
    const take = (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      const head = answer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(answer.slice(0, head))?.[1]);
      if (answer.length >= head + 4 + length) end(answer.startsWith('HTTP/1.1 200'));
    };
    const lost = () => end(false);
    socket.on('data', take).on('close', lost).on('error', lost);
    if (socket.destroyed) return lost();
    socket.write(request);
  });
}
