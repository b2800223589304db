import { assertNever } from '../result.ts';
import type { ScheduleTarget } from '../schedules/schedule.ts';
import { sizeOf } from './address-range.ts';
import { parseTargetEntry } from './target-entry.ts';

/** More lines than this are counted instead of named. */
const NAMED = 2;

/** A target in a few words, for tables: `172.16.0.0/20 less 172.16.4.0/24`, `3 networks, 2 hosts`. */
export function targetText(target: ScheduleTarget): string {
  switch (target.kind) {
    case 'hosts':
      return hostsText(target);
    case 'tags':
      return counted(target.include.tagIds.length, 'tag');
    case 'cloud':
      return `${counted(target.include.tagIds.length, 'tag')} of a cloud connector`;
    default:
      return assertNever(target);
  }
}

function hostsText(target: Extract<ScheduleTarget, { kind: 'hosts' }>): string {
  const groups = target.assetGroupIds.length === 0 ? [] : [counted(target.assetGroupIds.length, 'asset group')];
  const included = [...(target.include.length === 0 ? [] : [listText(target.include)]), ...groups].join(', ');
  return target.exclude.length === 0 ? included : `${included} less ${listText(target.exclude)}`;
}

function listText(lines: readonly string[]): string {
  if (lines.length <= NAMED) return lines.map((line) => line.trim()).join(', ');
  let networks = 0;
  for (const line of lines) {
    const parsed = parseTargetEntry(line);
    if (parsed.ok && parsed.value.kind === 'addresses' && sizeOf(parsed.value.range) > 1n) networks++;
  }
  const hosts = lines.length - networks;
  return [...(networks > 0 ? [counted(networks, 'network')] : []), ...(hosts > 0 ? [counted(hosts, 'host')] : [])].join(', ');
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
