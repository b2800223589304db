import type { Condition, ValueTest } from './condition.ts';
import { wordForm } from './text-words.ts';

/** The values that a row has for a token; instants in milliseconds. None: the row says nothing about it. */
export type RowValues<Name extends string = string> = (token: Name) => readonly (string | number | boolean)[];

/** Whether a row is selected. What the SQL of the listings must agree with. */
export function evaluate<Name extends string>(condition: Condition<Name>, row: RowValues<Name>): boolean {
  switch (condition.kind) {
    case 'everything':
      return true;
    case 'and':
      return condition.parts.every((part) => evaluate(part, row));
    case 'or':
      return condition.parts.some((part) => evaluate(part, row));
    case 'not':
      return !evaluate(condition.part, row);
    case 'test':
      return row(condition.token.name).some((value) => condition.anyOf.some((test) => passes(test, value)));
  }
}

function passes(test: ValueTest, value: string | number | boolean): boolean {
  if (test.kind === 'is') return value === test.value;
  if (test.kind === 'between') {
    const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = test;
    return typeof value === 'number' && value >= from && value < until;
  }
  if (typeof value !== 'string') return false;
  switch (test.kind) {
    case 'exact':
      return value === test.text;
    case 'begins':
      return value.startsWith(test.text);
    case 'phrase':
      return wordForm(value).includes(` ${test.words.join(' ')} `);
    case 'words': {
      const form = wordForm(value);
      return test.words.every((word) => form.includes(word));
    }
  }
}
