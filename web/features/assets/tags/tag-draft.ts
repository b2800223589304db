import type { Tag, TagInput } from '#contract/tags';
import type { ProblemIssue } from '../../../api/problem.ts';
import { atLine, targetTexts } from '../../../targets/target-lines.ts';

export type RuleKind = Tag['rule']['kind'];

/** What a person decides about a tag. What belongs to another kind of rule is kept while that kind is not chosen. */
export interface TagDraft {
  readonly name: string;
  readonly kind: RuleKind;
  /** One address, range or network a line. */
  readonly ranges: string;
  readonly pattern: string;
  readonly text: string;
  readonly key: string;
  /** Empty: any value. */
  readonly value: string;
}

export const TAG_FIELDS = { name: 'Name', rule: 'Carried by' } as const;
export type TagField = keyof typeof TAG_FIELDS;

const BLANK: TagDraft = { name: '', kind: 'static', ranges: '', pattern: '', text: '', key: '', value: '' };

export function toTagDraft(tag: Tag | undefined): TagDraft {
  if (tag === undefined) return BLANK;
  const { name, rule } = tag;
  const draft = { ...BLANK, name, kind: rule.kind };
  switch (rule.kind) {
    case 'static':
      return draft;
    case 'network':
      return { ...draft, ranges: rule.ranges.join('\n') };
    case 'name':
      return { ...draft, pattern: rule.pattern };
    case 'product':
      return { ...draft, text: rule.text };
    case 'cloud':
      return { ...draft, key: rule.key, value: rule.value ?? '' };
  }
}

export function toTagRule({ kind, ranges, pattern, text, key, value }: TagDraft): TagInput['rule'] {
  switch (kind) {
    case 'static':
      return { kind };
    case 'network':
      return { kind, ranges: targetTexts(ranges) };
    case 'name':
      return { kind, pattern: pattern.trim() };
    case 'product':
      return { kind, text: text.trim() };
    case 'cloud':
      return { kind, key: key.trim(), ...(value.trim() !== '' && { value: value.trim() }) };
  }
}

/** What keeps a rule from being asked or saved. */
export function missingInRule({ kind, ranges, pattern, text, key }: TagDraft): string | undefined {
  if (kind === 'network' && targetTexts(ranges).length === 0) return 'Name at least one address, range or network.';
  if (kind === 'name' && pattern.trim() === '') return 'Write a pattern, such as web-*.';
  if (kind === 'product' && text.trim().length < 2) return 'Write at least two characters, such as nginx 1.24.';
  if (kind === 'cloud' && key.trim() === '') return 'Name the tag of the cloud, such as env.';
  return undefined;
}

export function wrongInTag(draft: TagDraft): Partial<Record<TagField, string>> {
  const rule = missingInRule(draft);
  return { ...(draft.name.trim() === '' && { name: 'Give it a name.' }), ...(rule !== undefined && { rule }) };
}

/** A problem with one network names its line. */
export function sayTagIssue({ path: [root, list, index], message }: ProblemIssue, { ranges }: TagDraft): string {
  return root === 'rule' && list === 'ranges' && typeof index === 'number' ? atLine(ranges, index, message) : message;
}

const SHOWN = 2;

/** A rule in words, for tables: "in 10.20.0.0/16". */
export function ruleText(rule: Tag['rule']): string {
  switch (rule.kind) {
    case 'static':
      return 'assigned by people';
    case 'network': {
      const more = rule.ranges.length - SHOWN;
      return `address in ${rule.ranges.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    }
    case 'name':
      return `name fits ${rule.pattern}`;
    case 'product':
      return `product or system with “${rule.text}”`;
    case 'cloud':
      return rule.value === undefined ? `cloud tag ${rule.key}` : `cloud tag ${rule.key} = ${rule.value}`;
  }
}
