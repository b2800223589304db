import { eachBounded } from '../network/each-bounded.ts';
import type { Patience } from '../network/patience.ts';
import { type PortState, probePort } from '../network/probe-port.ts';

/** How many ports answered how, and which ones are open. */
export interface PortTally {
  readonly open: readonly number[];
  readonly count: Readonly<Record<PortState, number>>;
}

export const scanPorts = async (
  address: string,
  ports: readonly number[],
  patience: Pick<Patience, 'connectMs' | 'portsAtOnce'>,
  signal: AbortSignal,
): Promise<PortTally> => {
  const open: number[] = [];
  const count: Record<PortState, number> = { open: 0, closed: 0, filtered: 0, unreachable: 0, untried: 0 };
  const tried = { ports: 0 };
  await eachBounded(ports, patience.portsAtOnce, signal, async (port) => {
    const state = await probePort(address, port, patience.connectMs, signal);
    tried.ports++;
    count[state]++;
    if (state === 'open') open.push(port);
  });
  count.untried += ports.length - tried.ports;
  return { open: open.sort((a, b) => a - b), count };
};

/** Any answer of the host itself, even a refusal, shows that it is there. */
export const isAnswer = (tally: PortTally): boolean => tally.count.open + tally.count.closed > 0;
