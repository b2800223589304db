import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { patienceOf } from '../network/patience.ts';

/** Servers on ephemeral ports of 127.0.0.1, and how to end them all with their connections. */
export interface LocalServers {
  readonly listen: (server: Server) => Promise<number>;
  /** A TCP server that does `serve` with every connection. */
  readonly serve: (serve: (socket: Socket) => void) => Promise<number>;
  readonly close: () => Promise<void>;
}

export const localServers = (): LocalServers => {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const listen = (server: Server): Promise<number> => {
    servers.push(server);
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    });
    return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
  };
  return {
    listen,
    serve: (serve) => listen(createServer(serve)),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
};

/** Says one line for each line it is told: the answer of the first pattern that matches. */
export const lineServer =
  (greeting: string, answers: readonly (readonly [pattern: RegExp, answer: string])[]) =>
  (socket: Socket): void => {
    if (greeting) socket.write(greeting);
    socket.on('data', (data) => {
      for (const line of data.toString('latin1').split('\r\n')) {
        const answer = answers.find(([pattern]) => pattern.test(line))?.[1];
        if (answer !== undefined) socket.write(answer);
      }
    });
  };

/** Sends without end, as fast as the peer reads. */
export const endlessServer = (socket: Socket): void => {
  const chunk = Buffer.alloc(64 * 1024, 'A');
  const pump = () => {
    while (socket.writable && socket.write(chunk));
  };
  socket.on('drain', pump);
  pump();
};

/** Waiting times for tests: long enough for this machine, short enough for a test. */
export const testPatience = patienceOf('normal', { connectMs: 1000, greetingMs: 250, replyMs: 400, serviceMs: 5000, inspectionMs: 8000 });
