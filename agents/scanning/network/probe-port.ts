import { connect } from 'node:net';

/**
 * What a TCP connection attempt tells. `filtered`: no answer in time. `unreachable`: a router or the own host says
 * that there is no way. `untried`: the own machine had no means left (descriptors, local ports), or the scan ended.
 */
export type PortState = 'open' | 'closed' | 'filtered' | 'unreachable' | 'untried';

const STATE_BY_CODE: Readonly<Record<string, PortState>> = {
  ECONNREFUSED: 'closed',
  ECONNRESET: 'closed',
  ETIMEDOUT: 'filtered',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EACCES: 'filtered',
  EPERM: 'filtered',
};

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

export const stateOfError = (error: Error): PortState => STATE_BY_CODE[codeOf(error)] ?? 'untried';

/** One TCP connection, closed at once; nothing is sent. Never rejects. */
export const probePort = (address: string, port: number, waitMs: number, signal: AbortSignal): Promise<PortState> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve('untried');
    const socket = connect({ host: address, port, noDelay: true });
    const finish = (state: PortState) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(state);
    };
    const onAbort = () => finish('untried');
    const timer = setTimeout(() => finish('filtered'), waitMs);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.on('connect', () => finish('open'));
    socket.on('error', (error) => finish(stateOfError(error)));
  });
