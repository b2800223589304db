import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { SCANNER_TLS_OPTIONS } from './scanner-tls-options.ts';

/** Where a service listens. `serverName` is sent as SNI and as the HTTP host when the host was given by name. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
  readonly tls: boolean;
  readonly serverName?: string | undefined;
}

export interface TalkLimits {
  readonly connectMs: number;
  readonly replyMs: number;
  readonly maxBytes: number;
}

/** One connection with hard limits: it can neither keep the scan waiting nor fill its memory. */
export interface Talk {
  readonly socket: Socket;
  readonly send: (bytes: Buffer | string) => void;
  /**
   * What arrived since the last read: as soon as `enough` says so, the peer closes, the byte limit is reached or the
   * time is over, whichever comes first. The time runs from the call, so that dripping bytes do not prolong it.
   */
  readonly read: (enough: (bytes: Buffer) => boolean, waitMs?: number) => Promise<Buffer>;
  /** True when the last read ended because its time was over. */
  readonly timedOut: () => boolean;
  readonly close: () => void;
}

const talkOver = (socket: Socket, limits: TalkLimits, signal: AbortSignal): Talk => {
  let unread: Buffer = Buffer.alloc(0);
  let received = 0;
  let ended = false;
  let late = false;
  let wake = () => {};
  const end = () => {
    ended = true;
    wake();
  };
  const close = () => {
    signal.removeEventListener('abort', close);
    socket.destroy();
    end();
  };
  signal.addEventListener('abort', close, { once: true });
  socket.on('data', (chunk: Buffer) => {
    const kept = chunk.subarray(0, Math.max(0, limits.maxBytes - received));
    received += chunk.length;
    unread = Buffer.concat([unread, kept]);
    if (received >= limits.maxBytes) close();
    wake();
  });
  socket.on('error', end);
  socket.on('close', end);
  const read: Talk['read'] = (enough, waitMs = limits.replyMs) =>
    new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        wake = () => {};
        const bytes = unread;
        unread = Buffer.alloc(0);
        resolve(bytes);
      };
      late = false;
      const timer = setTimeout(() => {
        late = true;
        finish();
      }, waitMs);
      wake = () => {
        if (ended || enough(unread)) finish();
      };
      wake();
    });
  return { socket, send: (bytes) => void (ended || socket.write(bytes)), read, timedOut: () => late, close };
};

const open = ({ address, port, tls, serverName }: Endpoint): Socket =>
  tls
    ? connectTls({ ...SCANNER_TLS_OPTIONS, host: address, port, ...(serverName === undefined ? {} : { servername: serverName }) })
    : connectPlain({ host: address, port, noDelay: true });

/** Connects; `undefined` when that does not succeed in time. Never rejects. */
export const openTalk = (endpoint: Endpoint, limits: TalkLimits, signal: AbortSignal): Promise<Talk | undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve(undefined);
    const socket = open(endpoint);
    const settle = (talk: Talk | undefined) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      socket.off('error', giveUp);
      socket.off('close', giveUp);
      resolve(talk);
    };
    const giveUp = () => {
      socket.on('error', () => {});
      socket.destroy();
      settle(undefined);
    };
    const timer = setTimeout(giveUp, limits.connectMs + (endpoint.tls ? limits.replyMs : 0));
    signal.addEventListener('abort', giveUp, { once: true });
    socket.on('error', giveUp);
    socket.on('close', giveUp);
    socket.once(endpoint.tls ? 'secureConnect' : 'connect', () => settle(talkOver(socket, limits, signal)));
  });

/** True as soon as anything is there. */
export const hasBytes = (bytes: Buffer): boolean => bytes.length > 0;
