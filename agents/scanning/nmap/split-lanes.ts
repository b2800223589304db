/** Beyond four, the start of the processes costs more than the smaller groups bring. */
const MOST_LANES = 4;
/** Each process takes half a second of a processor to start: it must be worth that. */
const LEAST_HOSTS = 4;

/**
 * nmap tells its hosts only when the whole group that it works on is done, and small groups one after the other take a
 * multiple of the time, because each waits for silent services. So the hosts are dealt to a few processes side by side:
 * results come group by group, a slow host keeps back only its own group, a stop loses little, and the whole is as fast
 * as one process with one group, as long as there are not more of them than processors.
 */
export const splitLanes = (addresses: readonly string[], processors: number): string[][] => {
  const count = Math.max(1, Math.min(MOST_LANES, processors, Math.floor(addresses.length / LEAST_HOSTS)));
  const lanes = Array.from({ length: count }, (_, lane) => addresses.filter((_address, index) => index % count === lane));
  return lanes.filter((lane) => lane.length > 0);
};
