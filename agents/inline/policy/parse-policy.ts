import { z } from 'zod';
import { parseSeverity, SEVERITY_WORDS, type Severity } from '../severity.ts';
import type { Policy } from './policy.ts';

const WORDS = SEVERITY_WORDS.join(', ');

const severity = z.union([z.string(), z.number()]).transform((value, context): Severity => {
  const found = parseSeverity(String(value));
  if (found !== undefined) return found;
  context.addIssue({ code: 'custom', message: `is one of ${WORDS}, or 1 to 5` });
  return z.NEVER;
});

const text = (max: number) => z.string('is a text').trim().min(1, 'is not empty').max(max, `has at most ${max} characters`);
const names = z.array(text(300), 'is a list of names').min(1, 'names at least one; leave it out to mean all').max(1000);
const day = z.iso.date('is a day: 2026-12-31');

const rule = z.strictObject({
  name: text(200).optional(),
  minSeverity: severity,
  onlyFixable: z.boolean('is true or false').default(false),
  packages: names.optional(),
  allow: z.int('is a whole number').min(0, 'is at least 0').default(0),
});

const policyFile = z.strictObject({
  version: z.literal(1, 'is 1'),
  rules: z.array(rule, 'is a list').max(100).default([]),
  deny: z
    .array(z.strictObject({ package: text(300), ecosystem: text(100).optional(), reason: text(500) }), 'is a list')
    .max(1000)
    .default([]),
  ignore: z
    .array(z.strictObject({ id: text(100), package: text(300).optional(), reason: text(500), expires: day.optional() }), 'is a list')
    .max(10_000)
    .default([]),
  incomplete: z.enum(['allow', 'fail'], 'is "allow" or "fail"').default('allow'),
});

export type ParsedPolicy = { readonly ok: true; readonly value: Policy } | { readonly ok: false; readonly problems: readonly string[] };

/** `rules[0].minSeverity`. */
const describePath = (path: readonly PropertyKey[]): string =>
  path
    .map((each) => (typeof each === 'number' ? `[${each}]` : `.${String(each)}`))
    .join('')
    .replace(/^\./, '');

const describeIssue = (issue: z.core.$ZodIssue): string => {
  const path = describePath(issue.path);
  if (issue.code === 'unrecognized_keys')
    return `${path || 'The file'} does not take ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
  if (issue.input === undefined && issue.code !== 'custom') return `${path || 'The file'} is missing`;
  return `${path || 'The file'} ${issue.message}`;
};

const describeRule = ({ minSeverity, onlyFixable, packages, allow }: z.output<typeof rule>): string => {
  const which = `${onlyFixable ? 'fixable ' : ''}findings of severity ${SEVERITY_WORDS[5 - minSeverity]} or worse`;
  return `${allow === 0 ? 'No' : `At most ${allow}`} ${which}${packages ? ` in ${packages.join(', ')}` : ''}`;
};

/** Reads the text of a policy file (JSON): all problems at once, each at its place. */
export const parsePolicy = (content: string): ParsedPolicy => {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    return { ok: false, problems: [`The file is not JSON: ${(error as Error).message}`] };
  }
  const parsed = policyFile.safeParse(value, { reportInput: true });
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(describeIssue) };
  const { rules, deny, ignore, incomplete } = parsed.data;
  return {
    ok: true,
    value: { deny, ignore, incomplete, rules: rules.map((each) => ({ ...each, name: each.name ?? describeRule(each) })) },
  };
};
