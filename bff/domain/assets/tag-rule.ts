import type { Issue } from '../issue.ts';
import { parseAddress } from '../scans/address.ts';
import { AddressSet } from '../scans/address-range.ts';
import { parseTargetEntry } from '../scans/target-entry.ts';
import { matchesGlob } from './glob.ts';

/** Which assets carry a tag: those that people assign it to, or all that the rule fits. */
export type TagRule =
  | { readonly kind: 'static' }
  /** Addresses, ranges and CIDR blocks, as entered. */
  | { readonly kind: 'network'; readonly ranges: readonly string[] }
  /** A pattern for the whole name: `*` any characters, `?` one. */
  | { readonly kind: 'name'; readonly pattern: string }
  /** A part of a product with its version, or of the operating system. */
  | { readonly kind: 'product'; readonly text: string }
  /** A tag of the cloud instance: its exact name, and a pattern for its value; absent: any value. */
  | { readonly kind: 'cloud'; readonly key: string; readonly value?: string | undefined };

/** What rules look at. */
export interface TaggableAsset {
  readonly address?: string | undefined;
  readonly name?: string | undefined;
  readonly operatingSystem?: string | undefined;
  readonly products: readonly string[];
  readonly cloudTags?: Readonly<Record<string, string>> | undefined;
}

/** Everything wrong with a rule, each problem at its line. The ranges of a network are the only part that a schema cannot judge. */
export function checkTagRule(rule: TagRule, path: Issue['path'] = ['rule']): Issue[] {
  if (rule.kind !== 'network') return [];
  return rule.ranges.flatMap((line, i): Issue[] => {
    const parsed = parseTargetEntry(line);
    const at = [...path, 'ranges', i];
    if (!parsed.ok) return [{ path: at, ...parsed.error }];
    if (parsed.value.kind === 'addresses') return [];
    const message = `“${parsed.value.name}” is a host name: addresses, ranges and CIDR blocks would do, or a rule by name.`;
    return [{ path: at, code: 'range-not-addresses', message }];
  });
}

/** Prepares a checked rule for many assets. A static tag fits nothing by itself. */
export function compileTagRule(rule: TagRule): (asset: TaggableAsset) => boolean {
  switch (rule.kind) {
    case 'static':
      return () => false;
    case 'network':
      return inRanges(rule.ranges);
    case 'name':
      return ({ name }) => name !== undefined && matchesGlob(rule.pattern, name);
    case 'product':
      return hasText(rule.text);
    case 'cloud':
      return ({ cloudTags }) => {
        const value = cloudTags !== undefined && Object.hasOwn(cloudTags, rule.key) ? cloudTags[rule.key] : undefined;
        return value !== undefined && (rule.value === undefined || matchesGlob(rule.value, value));
      };
    default:
      return rule satisfies never;
  }
}

function inRanges(lines: readonly string[]): (asset: TaggableAsset) => boolean {
  const set = new AddressSet();
  for (const line of lines) {
    const parsed = parseTargetEntry(line);
    if (parsed.ok && parsed.value.kind === 'addresses') set.add(parsed.value.range);
  }
  return ({ address }) => {
    const parsed = address === undefined ? undefined : parseAddress(address);
    if (parsed?.ok !== true) return false;
    const { family, value } = parsed.value;
    return set.covers({ family, first: value, last: value });
  };
}

function hasText(text: string): (asset: TaggableAsset) => boolean {
  const wanted = text.toLowerCase();
  const has = (value: string) => value.toLowerCase().includes(wanted);
  return ({ products, operatingSystem }) => products.some(has) || (operatingSystem !== undefined && has(operatingSystem));
}
