import { assertNever } from '../result.ts';
import type { ScheduleTarget, TagSelection } from '../schedules/schedule.ts';
import { sizeOf } from './address-range.ts';
import { parseTargetEntry } from './target-entry.ts';

/** More lines, tags or groups than this are counted instead of named. */
const NAMED = 2;

/** The names of what targets refer to by id. What is not in it was deleted, or is not this reader's to know. */
export interface TargetNames {
  readonly tags: ReadonlyMap<string, string>;
  readonly assetGroups: ReadonlyMap<string, string>;
  readonly connectors: ReadonlyMap<string, string>;
}

/** A target in a few words, for tables: `172.16.0.0/20 less 172.16.4.0/24`, `3 networks, 2 hosts`, `tags Web or Mail less tag Legacy`. */
export function targetText(target: ScheduleTarget, names: TargetNames): string {
  switch (target.kind) {
    case 'hosts':
      return hostsText(target, names);
    case 'tags':
      return tagsText(target, names);
    case 'cloud':
      return `${names.connectors.get(target.connectorId) ?? 'a cloud connector'}: ${tagsText(target, names)}`;
    default:
      return assertNever(target);
  }
}

function tagsText({ include, exclude }: Exclude<ScheduleTarget, { kind: 'hosts' }>, names: TargetNames): string {
  const less = exclude === undefined || exclude.tagIds.length === 0 ? '' : ` less ${selectionText(exclude, names)}`;
  return `${selectionText(include, names)}${less}`;
}

const selectionText = ({ match, tagIds }: TagSelection, { tags }: TargetNames): string =>
  namesText(tagIds, tags, { noun: 'tag', word: match === 'any' ? 'or' : 'and' });

function hostsText(target: Extract<ScheduleTarget, { kind: 'hosts' }>, { assetGroups }: TargetNames): string {
  const { include, exclude, assetGroupIds } = target;
  const groups = assetGroupIds.length === 0 ? [] : [namesText(assetGroupIds, assetGroups, { noun: 'group', word: 'and' })];
  const included = [...(include.length === 0 ? [] : [listText(include)]), ...groups].join(', ');
  return exclude.length === 0 ? included : `${included} less ${listText(exclude)}`;
}

/** `tag Web`, `tags Web or Mail`, `tags Web, Mail or 3 more`, `2 tags` when none of them has a name. */
function namesText(
  ids: readonly string[],
  names: ReadonlyMap<string, string>,
  { noun, word }: { readonly noun: string; readonly word: 'and' | 'or' },
): string {
  const known = ids.flatMap((id) => names.get(id) ?? []).slice(0, NAMED);
  if (known.length === 0) return counted(ids.length, noun);
  const rest = ids.length - known.length;
  const parts = rest > 0 ? [...known, `${rest} more`] : known;
  const last = parts.length > 1 ? ` ${word} ${parts.at(-1)}` : '';
  const before = parts.length > 1 ? parts.slice(0, -1) : parts;
  return `${noun}${ids.length === 1 ? '' : 's'} ${before.join(', ')}${last}`;
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
