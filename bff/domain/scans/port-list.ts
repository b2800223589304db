import { err, ok, type Result } from '../result.ts';

/** Sets of ports that a profile may name instead of listing them. */
export const PORT_SETS = ['standard', 'light', 'full'] as const;
export type PortSet = (typeof PORT_SETS)[number];

/** First and last port, both inclusive. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

const MAX_ENTRIES = 500;
const EXAMPLE = 'write ports and ranges like 22,80,443,1-1024, or standard, light or full';

/** Reads the ports of an option profile. The error is a sentence that names the first wrong entry. */
export function parsePortList(text: string): Result<PortSet | readonly PortRange[], string> {
  const trimmed = text.trim();
  if (trimmed === '') return err(`Name at least one port: ${EXAMPLE}`);
  const set = PORT_SETS.find((name) => name === trimmed.toLowerCase());
  if (set !== undefined) return ok(set);
  const entries = trimmed.split(',').map((entry) => entry.trim());
  if (entries.length > MAX_ENTRIES) return err(`${entries.length} entries are too many: at most ${MAX_ENTRIES}, ranges need fewer`);
  const ranges: PortRange[] = [];
  for (const entry of entries) {
    const range = parseRange(entry);
    if (!range.ok) return range;
    ranges.push(range.value);
  }
  return ok(ranges);
}

function parseRange(entry: string): Result<PortRange, string> {
  const match = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/.exec(entry);
  if (match === null) return err(`"${entry.slice(0, 40)}" is not a port or range: ${EXAMPLE}`);
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  const wrong = [first, last].find((port) => port < 1 || port > 65_535);
  if (wrong !== undefined) return err(`${wrong} is not a port: ports go from 1 to 65535`);
  return first <= last ? ok({ first, last }) : err(`The range ${entry} runs backwards: write ${last}-${first}`);
}

/** The one way to write a port list: `22,80,1-1024` without spaces, sets in lower case. */
export const formatPortList = (ports: PortSet | readonly PortRange[]): string =>
  typeof ports === 'string' ? ports : ports.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
