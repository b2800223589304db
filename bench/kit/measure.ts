/** Something to be timed. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

const ROUNDS = 9;
const BATCH_MS = 8;

/**
 * The median processor time of one run of each contender, in milliseconds: what others take of the processor does not count. Rounds are
 * interleaved, so that a slow while is slow for all; a batch is long enough for the clock.
 */
export function measure(contenders: readonly Contender[]): Map<string, number> {
  const sizes = new Map(contenders.map((contender) => [contender, batchSize(contender)]));
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [contender, size] of sizes) times.get(contender.name)!.push(timeOf(contender, size));
  }
  return new Map([...times].map(([name, list]) => [name, list.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!]));
}

function timeOf(contender: Contender, size: number): number {
  const started = process.cpuUsage();
  for (let i = 0; i < size; i++) contender.run();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000 / size;
}

function batchSize(contender: Contender): number {
  let size = 1;
  // Warms up, too.
  while (timeOf(contender, size) * size < BATCH_MS && size < 1_000_000) size *= 2;
  return size;
}
