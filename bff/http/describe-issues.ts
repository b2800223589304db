import type { Issue } from '../domain/issue.ts';

/** What a schema says of one problem: the members of zod's issues that are of use here. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
  readonly expected?: string;
  readonly values?: readonly unknown[];
  readonly keys?: readonly string[];
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly origin?: string;
  readonly format?: string;
}

/** All problems that a schema found, as issues with stable kebab codes and sentences for people. */
export const toIssues = (found: readonly SchemaIssue[]): Issue[] => found.map(toIssue);

function toIssue(found: SchemaIssue): Issue {
  const missing = found.code === 'invalid_type' && found.message.endsWith('received undefined');
  return {
    path: (found.path ?? []).map(toSegment),
    code: missing ? 'missing' : (found.code ?? 'invalid').replaceAll('_', '-'),
    message: isOwnSentence(found.message) ? found.message : describe(found, missing),
  };
}

function toSegment(segment: PropertyKey | { readonly key: PropertyKey }): string | number {
  const key = typeof segment === 'object' ? segment.key : segment;
  return typeof key === 'number' ? key : String(key);
}

// The contract's own sentences win; the library's start with one of these.
const isOwnSentence = (message: string) => !/^(Invalid|Too (small|big)|Unrecognized)/.test(message);

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const FORMATS: Record<string, string> = {
  uuid: 'an id, such as 0195a1b2-0000-7000-8000-000000000000',
  email: 'an e-mail address, such as ada@example.org',
  datetime: 'an instant in UTC, such as 2026-03-08T10:30:00Z',
};

function describe(found: SchemaIssue, missing: boolean): string {
  if (missing) return `Missing: give ${kind(found.expected)}`;
  switch (found.code) {
    case 'invalid_type':
      return `Must be ${kind(found.expected)}`;
    case 'invalid_value':
      return `Must be ${oneOf(found.values ?? [])}`;
    case 'invalid_format':
      return `Must be ${FORMATS[found.format ?? ''] ?? `a valid ${found.format ?? 'value'}`}`;
    case 'too_small':
      return `Must ${amount(found.origin)} at least ${found.minimum}${unit(found.origin)}`;
    case 'too_big':
      return `Must ${amount(found.origin)} at most ${found.maximum}${unit(found.origin)}`;
    case 'unrecognized_keys':
      return `Not known here: ${(found.keys ?? []).join(', ')}`;
    case 'invalid_union':
      return 'Fits none of the allowed forms';
    default:
      return found.message;
  }
}

const kind = (expected: string | undefined) => KINDS[expected ?? ''] ?? expected ?? 'a value';
const oneOf = (values: readonly unknown[]) => (values.length === 1 ? String(values[0]) : `one of ${values.map(String).join(', ')}`);
const amount = (origin: string | undefined) => (origin === 'string' || origin === 'array' ? 'have' : 'be');
const unit = (origin: string | undefined) => ({ string: ' characters', array: ' entries' })[origin ?? ''] ?? '';
