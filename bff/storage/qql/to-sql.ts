import { type SQL, sql } from 'drizzle-orm';
import type { Condition } from '../../domain/qql/condition.ts';
import type { Field } from './scan-fields.ts';
import { all, either } from './value-test.ts';

/**
 * A checked query as the `where` of its list; undefined: everything. It selects the rows that `evaluate` of the domain selects: a missing
 * value makes a condition null, which counts as not true, also below `not`.
 */
export function toSql<Name extends string>(condition: Condition<Name>, fields: Readonly<Record<Name, Field>>): SQL | undefined {
  return condition.kind === 'everything' ? undefined : compile(condition, fields);
}

function compile<Name extends string>(condition: Condition<Name>, fields: Readonly<Record<Name, Field>>): SQL {
  switch (condition.kind) {
    case 'everything':
      return sql`true`;
    case 'and':
      return all(condition.parts.map((part) => compile(part, fields)));
    case 'or':
      return either(condition.parts.map((part) => compile(part, fields)));
    case 'not':
      return sql`(${compile(condition.part, fields)}) is not true`;
    case 'test':
      return fields[condition.token.name](condition.anyOf);
  }
}
